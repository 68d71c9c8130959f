namespace Pipeline.Sdk;

/// <summary>One file of a release.</summary>
/// <param name="Path">Path inside the release's folder, parts separated by <c>/</c>.</param>
/// <param name="Size">Length in bytes.</param>
/// <param name="Executable">Whether its owner may execute it; always false on Windows.</param>
/// <param name="Sha256">SHA-256 of the content, 64 lower-case hexadecimal digits.</param>
public sealed record ReleaseFile(string Path, long Size, bool Executable, string Sha256);
