namespace Pipeline.Sdk.Execution;

/// <summary>A program that a run used.</summary>
/// <param name="Name">Its name, as the targets called it.</param>
/// <param name="Version">The first line of what it says of its version, or null when it was not asked.</param>
internal sealed record ToolVersion(string Name, string? Version);
