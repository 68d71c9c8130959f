namespace Pipeline.Sdk.Migrations;

/// <summary>A file of SQL for a person to run.</summary>
/// <param name="Path">The file, absolute.</param>
public sealed record MigrationScriptFile(string Path);
