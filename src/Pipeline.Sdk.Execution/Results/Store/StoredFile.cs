namespace Pipeline.Sdk.Execution.Results;

/// <summary>One file or link of a result.</summary>
/// <param name="Path">Where it belongs, relative to the root, separated by <c>/</c>.</param>
/// <param name="Digest">SHA-256 of its content; empty for a link.</param>
/// <param name="Size">Bytes of its content.</param>
/// <param name="Mode">The permission bits of its owner, group and others.</param>
/// <param name="LinkTarget">Where a link leads to, as it is written in it; null for a file.</param>
internal sealed record StoredFile(string Path, string Digest, long Size, int Mode, string? LinkTarget = null);
