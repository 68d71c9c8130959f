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

    public static ValueForm Parsable<T>()
        where T : IParsable<T> => new() { TypeText = ValueParsers.TypeText<T>(), Kind = ValueParsers.Kind<T>(), Parse = ValueParsers.Parsable<T> };

    public static ValueForm Enum<T>()
        where T : struct, Enum
    {
        var choices = ValueParsers.Choices<T>();
        return new() { TypeText = string.Join('|', choices), Choices = choices, Parse = ValueParsers.Enum<T> };
    }

    public static ValueForm AbsoluteUri() => new() { TypeText = ValueParsers.UriText, Parse = ValueParsers.AbsoluteUri };

    public static ValueForm Path(bool isInside) => isInside
        ? new() { TypeText = ValueParsers.PathInsideText, Parse = ValueParsers.PathInside }
        : Parsable<RepositoryPath>();

    public static ValueForm ListOf<T>(ValueForm item) => item with
    {
        TypeText = item.TypeText + ", …",
        Parse = text => ValueParsers.List<T>(text, item.Parse),
        ParseEntries = entries => ValueParsers.List<T>(entries, item.Parse),
        Format = ValueParsers.FormatList<T>,
    };
}
