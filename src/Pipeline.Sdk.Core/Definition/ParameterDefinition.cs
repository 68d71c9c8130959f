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

    /// <summary>How its values are read and described.</summary>
    public required ValueForm Form { get; init; }

    /// <summary>A word for the type: <c>text</c>, <c>number</c>, <c>Debug|Release</c>.</summary>
    public string TypeText => Form.TypeText;

    /// <summary>The words that are valid, when they can be counted.</summary>
    public ImmutableArray<string> Choices => Form.Choices;

    /// <summary>What the value, or each entry of a list, looks like in JSON.</summary>
    public ValueKind Kind => Form.Kind;

    /// <summary>Reads a value from text; an error is a sentence that says what is valid.</summary>
    public Func<string, ParsedValue> Parse => Form.Parse;

    /// <summary>Reads a list from its entries; null for what is not a list.</summary>
    public Func<ImmutableArray<string>, ParsedValue>? ParseEntries => Form.ParseEntries;

    /// <summary>Whether the value is a list: its option may be repeated.</summary>
    public bool IsList => ParseEntries is not null;

    /// <summary>The environment variable that carries it: <c>PIPELINE_NUGET_API_KEY</c>.</summary>
    public string Variable => "PIPELINE_" + Upper(Name);

    /// <summary>The variable that others already set for it, <c>NUGET_API_KEY</c>, or null.</summary>
    public string? NativeVariable { get; init; }

    /// <summary>Every environment variable that can carry the value, the strongest first.</summary>
    public ImmutableArray<string> Variables => NativeVariable is { } native ? [Variable, native] : [Variable];

    /// <summary>The environment variable that names a file with a secret: <c>PIPELINE_NUGET_API_KEY_FILE</c>. Parameters have none.</summary>
    public string FileVariable => Variable + "_FILE";

    /// <summary>The value as text, in the invariant culture.</summary>
    public string TextOf(object value) => Form.Format?.Invoke(value) ?? Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) ?? "";

    /// <summary>The option on the command line; a secret has none.</summary>
    public string Option => "--" + Name;

    // Names are ASCII. The library's own upper-casing loads its tables and a dozen types of numbers, which every start would pay for.
    private static string Upper(string name)
    {
        var letters = name.ToCharArray();
        for (var i = 0; i < letters.Length; i++)
        {
            if (letters[i] == '-')
                letters[i] = '_';
            else if (char.IsAsciiLetterLower(letters[i]))
                letters[i] = (char)(letters[i] - 'a' + 'A');
        }

        return new string(letters);
    }
}
