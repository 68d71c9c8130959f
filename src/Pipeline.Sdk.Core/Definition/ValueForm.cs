using System.Collections.Immutable;

namespace Pipeline.Sdk.Definition;

/// <summary>
/// How values of one type are read, shown and described. What only help and error messages ask for is made when it is asked for: the names of an enum
/// cost every start 3 ms of reflection.
/// </summary>
internal sealed record ValueForm
{
    public required Func<string, ParsedValue> Parse { get; init; }

    /// <summary>The type of the value, or of the entries of a list; null where <see cref="Text"/> says what it is.</summary>
    public Type? Type { get; init; }

    /// <summary>A word for the type where its own will not do.</summary>
    public string? Text { get; init; }

    public ValueKind Kind { get; init; }

    public Func<ImmutableArray<string>, ParsedValue>? ParseEntries { get; init; }

    public Func<object, string>? Format { get; init; }

    /// <summary>The words that are valid, when they can be counted.</summary>
    public ImmutableArray<string> Choices => Type is { IsEnum: true } type ? [.. Enum.GetNames(type)] : [];

    /// <summary>A word for the type: <c>text</c>, <c>number</c>, <c>Debug|Release</c>.</summary>
    public string TypeText
    {
        get
        {
            var text = Text ?? (Type is not { } type ? "" : type.IsEnum ? string.Join('|', Choices) : ValueParsers.TypeText(type));
            return ParseEntries is null ? text : text + ", …";
        }
    }

    // Types as arguments and not as type parameters: every instance over a value type is compiled anew at every start.
    public static ValueForm Of(Type type, Func<string, ParsedValue> parse) => new() { Type = type, Kind = ValueParsers.Kind(type), Parse = parse };

    public static ValueForm OfEnum(Type type, Func<string, ParsedValue> parse) => new() { Type = type, Parse = parse };

    public static ValueForm Described(string text, Func<string, ParsedValue> parse) => new() { Text = text, Parse = parse };

    public static ValueForm AbsoluteUri() => Described(ValueParsers.UriText, ValueParsers.AbsoluteUri);

    public static ValueForm Path(bool isInside) => isInside
        ? Described(ValueParsers.PathInsideText, ValueParsers.PathInside)
        : Of(typeof(RepositoryPath), ValueParsers.Parsable<RepositoryPath>);

    public static ValueForm ListOf<T>(ValueForm item) => item with
    {
        Parse = text => ValueParsers.List<T>(text, item.Parse),
        ParseEntries = entries => ValueParsers.List<T>(entries, item.Parse),
        Format = ValueParsers.FormatList<T>,
    };
}
