namespace Pipeline.Sdk.Definition;

/// <summary>A value read from text, or why it could not be read.</summary>
internal readonly record struct ParsedValue(object? Value, string? Error);
