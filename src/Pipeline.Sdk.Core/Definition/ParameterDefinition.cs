using System.Collections.Immutable;

namespace Pipeline.Sdk.Definition;

/// <summary>What the author typed for one parameter or secret.</summary>
internal sealed record ParameterDefinition
{
    public required string Name { get; init; }

    public required string Description { get; init; }

    public required IValue Handle { get; init; }

    public required SourceLine Source { get; init; }

    public required bool IsSecret { get; init; }

    public required bool IsRequired { get; init; }

    /// <summary>The default, or null when the parameter is required.</summary>
    public object? Default { get; init; }

    /// <summary>A word for the type: <c>text</c>, <c>number</c>, <c>Debug|Release</c>.</summary>
    public required string TypeText { get; init; }

    /// <summary>The words that are valid, when they can be counted.</summary>
    public ImmutableArray<string> Choices { get; init; } = [];

    /// <summary>Reads a value from text; an error is a sentence that says what is valid.</summary>
    public required Func<string, ParsedValue> Parse { get; init; }

    /// <summary>The environment variable that carries it: <c>PIPELINE_NUGET_API_KEY</c>.</summary>
    public string Variable => "PIPELINE_" + Name.Replace('-', '_').ToUpperInvariant();

    /// <summary>The option on the command line; a secret has none.</summary>
    public string Option => "--" + Name;
}
