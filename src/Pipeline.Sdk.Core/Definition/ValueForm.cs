using System.Collections.Immutable;

namespace Pipeline.Sdk.Definition;

/// <summary>How values of one type are read, shown and described.</summary>
internal sealed record ValueForm
{
    public required string TypeText { get; init; }

    public required Func<string, ParsedValue> Parse { get; init; }

    public ValueKind Kind { get; init; }

    public ImmutableArray<string> Choices { get; init; } = [];

    public Func<ImmutableArray<string>, ParsedValue>? ParseEntries { get; init; }

    public Func<object, string>? Format { get; init; }

    // Types as arguments and not as type parameters: every instance over a value type is compiled anew at every start.
    public static ValueForm Of(Type type, Func<string, ParsedValue> parse) => new() { TypeText = ValueParsers.TypeText(type), Kind = ValueParsers.Kind(type), Parse = parse };

    public static ValueForm OfEnum(Type type, Func<string, ParsedValue> parse)
    {
        ImmutableArray<string> choices = [.. Enum.GetNames(type)];
        return new() { TypeText = string.Join('|', choices), Choices = choices, Parse = parse };
    }

    public static ValueForm AbsoluteUri() => new() { TypeText = ValueParsers.UriText, Parse = ValueParsers.AbsoluteUri };

    public static ValueForm Path(bool isInside) => isInside
        ? new() { TypeText = ValueParsers.PathInsideText, Parse = ValueParsers.PathInside }
        : Of(typeof(RepositoryPath), ValueParsers.Parsable<RepositoryPath>);

    public static ValueForm ListOf<T>(ValueForm item) => item with
    {
        TypeText = item.TypeText + ", …",
        Parse = text => ValueParsers.List<T>(text, item.Parse),
        ParseEntries = entries => ValueParsers.List<T>(entries, item.Parse),
        Format = ValueParsers.FormatList<T>,
    };
}
