using System.Collections.Immutable;
using System.Text.Json;

namespace Pipeline.Sdk.Parameters;

/// <summary>A value of a JSON file, with its place.</summary>
internal sealed record JsonEntry
{
    /// <summary>The name in front of it; empty for an entry of an array.</summary>
    public required string Name { get; init; }

    /// <summary>Where the name stands, or the value when it has none.</summary>
    public required FilePosition NamePosition { get; init; }

    /// <summary>Where the value stands.</summary>
    public required FilePosition Position { get; init; }

    public required JsonTokenType Kind { get; init; }

    /// <summary>A text's content; a number as it is written, so that <c>1.10</c> stays <c>1.10</c>.</summary>
    public string Text { get; init; } = "";

    /// <summary>The entries of an array or an object.</summary>
    public ImmutableArray<JsonEntry> Items { get; init; } = [];

    /// <summary>What stands there, for people.</summary>
    public string KindText => Kind switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.Number => "a number",
        JsonTokenType.True or JsonTokenType.False => "true or false",
        JsonTokenType.Null => "null",
        _ => "a text",
    };
}
