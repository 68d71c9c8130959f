namespace Pipeline.Sdk;

/// <summary>Text that a generator made. One writer touches the disk; the checker compares the same text and never writes.</summary>
/// <param name="Path">Where it goes, relative to the repository's root, parts separated by <c>/</c>.</param>
/// <param name="Content">The whole content, lines ended by <c>\n</c>.</param>
public sealed record GeneratedFile(string Path, string Content);
