namespace Pipeline.Sdk.Generation.Files;

/// <summary>What the checker found for one file.</summary>
/// <param name="Path">The file, relative to the repository's root.</param>
/// <param name="State">How they compare.</param>
/// <param name="Diff">Unified diff from the text on disk to the generated one; empty when they are the same.</param>
/// <param name="IsEdited">Whether a person's work would be lost with what is on disk.</param>
internal sealed record FileDifference(string Path, FileState State, string Diff, bool IsEdited = false);
