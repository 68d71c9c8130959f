namespace Pipeline.Sdk;

/// <summary>A file or a folder that goes into a release.</summary>
/// <param name="Source">Path, absolute or relative to the repository's root.</param>
/// <param name="Destination">Where it goes: a path inside the release's folder. A folder's content goes below it.</param>
public sealed record ReleaseContent(string Source, string Destination);
