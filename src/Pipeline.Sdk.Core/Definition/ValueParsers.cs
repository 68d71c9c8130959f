using System.Collections.Immutable;
using System.Globalization;

namespace Pipeline.Sdk.Definition;

/// <summary>How parameters of each kind are read from text. Invariant culture: the same text means the same on every machine.</summary>
internal static class ValueParsers
{
    public const string UriText = "an absolute address like https://example.org/feed";

    public const string PathInsideText = "a path inside of the repository, relative to its root";

    public static ParsedValue Parsable<T>(string text)
        where T : IParsable<T>
    {
        // bool.TryParse knows only True and False; people and CI systems write more.
        if (typeof(T) == typeof(bool) && Switch(text) is { } flag)
            return new ParsedValue(flag, null);

        if (typeof(T) == typeof(TimeSpan))
            return DurationParser.Parse(text);

        // The invariant culture reads 0,5 as 5: a comma groups thousands. Nobody means that on a command line.
        var isReadable = !IsFraction(typeof(T)) || !text.Contains(',', StringComparison.Ordinal);
        return isReadable && T.TryParse(text, CultureInfo.InvariantCulture, out var value)
            ? new ParsedValue(value, null)
            : new ParsedValue(null, $"expected {TypeText(typeof(T))}");
    }

    public static ParsedValue Enum<T>(string text)
        where T : struct, Enum
    {
        // A number would be accepted by Enum.TryParse even when no member has it.
        foreach (var name in System.Enum.GetNames<T>())
        {
            if (name.Equals(text, StringComparison.OrdinalIgnoreCase))
                return new ParsedValue(System.Enum.Parse<T>(name), null);
        }

        return new ParsedValue(null, "expected one of " + string.Join(", ", System.Enum.GetNames<T>()));
    }

    /// <summary>An absolute address. On Unix .NET would take <c>/tmp/x</c> for <c>file:///tmp/x</c>; here a scheme must be written.</summary>
    public static ParsedValue AbsoluteUri(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && text.StartsWith(uri.Scheme + ":", StringComparison.OrdinalIgnoreCase)
            ? new ParsedValue(uri, null)
            : new ParsedValue(null, $"expected {UriText}");

    /// <summary>A path that does not leave the repository.</summary>
    public static ParsedValue PathInside(string text) =>
        RepositoryPath.TryParse(text, null, out var path) && path.IsInside
            ? new ParsedValue(path, null)
            : new ParsedValue(null, $"expected {PathInsideText}");

    /// <summary>A list from its text.</summary>
    public static ParsedValue List<T>(string text, Func<string, ParsedValue> parse) =>
        ListText.Split(text) is { } entries
            ? List<T>(entries, parse)
            : new ParsedValue(null, "a double quote is not closed, or something stands behind the closing one: write \"a,b\" for an entry with a comma, and \"\" for a quote in it");

    /// <summary>A list from its entries; the first entry that cannot be read is told.</summary>
    public static ParsedValue List<T>(ImmutableArray<string> entries, Func<string, ParsedValue> parse)
    {
        var values = ImmutableArray.CreateBuilder<T>(entries.Length);
        for (var i = 0; i < entries.Length; i++)
        {
            if (parse(entries[i]) is not { Error: null, Value: T value })
                return new ParsedValue(null, $"entry {(i + 1).ToString(CultureInfo.InvariantCulture)}, '{entries[i]}': {parse(entries[i]).Error}");
            values.Add(value);
        }

        return new ParsedValue(values.MoveToImmutable(), null);
    }

    /// <summary>A list as the text that it is read from.</summary>
    public static string FormatList<T>(object list) =>
        ListText.Join(((ImmutableArray<T>)list).Select(entry => Convert.ToString(entry, CultureInfo.InvariantCulture) ?? ""));

    public static ValueKind Kind(Type type) => Type.GetTypeCode(type) switch
    {
        _ when type.IsEnum => ValueKind.Text,
        TypeCode.Boolean => ValueKind.Switch,
        >= TypeCode.SByte and <= TypeCode.Decimal => ValueKind.Number,
        _ => ValueKind.Text,
    };

    public static string TypeText(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.Boolean => "true or false",
        TypeCode.String => "text",
        TypeCode.SByte or TypeCode.Byte or TypeCode.Int16 or TypeCode.UInt16 or TypeCode.Int32 or TypeCode.UInt32 or TypeCode.Int64 or TypeCode.UInt64 => "a whole number",
        _ when IsFraction(type) => "a number like 0.5",
        _ when type == typeof(TimeSpan) => "a duration like 90s, 5m, 1h30m or 00:05:00",
        _ when type == typeof(SemanticVersion) => "a semantic version like 1.4.0-beta.2",
        _ when type == typeof(RepositoryPath) => "a path",
        _ when type == typeof(Uri) => UriText,
        _ => "a " + type.Name,
    };

    private static bool IsFraction(Type type) => Type.GetTypeCode(type) is TypeCode.Single or TypeCode.Double or TypeCode.Decimal;

    private static bool? Switch(string text) => text.ToUpperInvariant() switch
    {
        "TRUE" or "YES" or "ON" or "1" => true,
        "FALSE" or "NO" or "OFF" or "0" => false,
        _ => null,
    };
}
