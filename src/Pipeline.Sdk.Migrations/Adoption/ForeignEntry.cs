namespace Pipeline.Sdk.Migrations;

/// <summary>An entry of another tool's list.</summary>
/// <param name="Name">The name, or the version as the tool writes it.</param>
internal sealed record ForeignEntry(string Name);
