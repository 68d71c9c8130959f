namespace Pipeline.Sdk.Migrations;

/// <summary>A range of keys.</summary>
/// <param name="From">The first key, as an SQL literal.</param>
/// <param name="To">The last key, as an SQL literal.</param>
internal sealed record BatchRange(string From, string To);
