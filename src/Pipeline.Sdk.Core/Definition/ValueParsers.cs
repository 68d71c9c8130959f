using System.Collections.Immutable;
using System.Globalization;

namespace Pipeline.Sdk.Definition;

/// <summary>How parameters of each kind are read from text. Invariant culture: the same text means the same on every machine.</summary>
internal static class ValueParsers
{
    public static ParsedValue Parsable<T>(string text)
        where T : IParsable<T>
    {
        // bool.TryParse knows only True and False; people and CI systems write more.
        if (typeof(T) == typeof(bool) && Switch(text) is { } flag)
            return new ParsedValue(flag, null);

        // The invariant culture reads 0,5 as 5: a comma groups thousands. Nobody means that on a command line.
        var isReadable = !IsFraction<T>() || !text.Contains(',', StringComparison.Ordinal);
        return isReadable && T.TryParse(text, CultureInfo.InvariantCulture, out var value)
            ? new ParsedValue(value, null)
            : new ParsedValue(null, $"expected {TypeText<T>()}");
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

    public static ImmutableArray<string> Choices<T>()
        where T : struct, Enum => [.. System.Enum.GetNames<T>()];

    public static string TypeText<T>() => Type.GetTypeCode(typeof(T)) switch
    {
        TypeCode.Boolean => "true or false",
        TypeCode.String => "text",
        TypeCode.SByte or TypeCode.Byte or TypeCode.Int16 or TypeCode.UInt16 or TypeCode.Int32 or TypeCode.UInt32 or TypeCode.Int64 or TypeCode.UInt64 => "a whole number",
        _ when IsFraction<T>() => "a number like 0.5",
        _ when typeof(T) == typeof(TimeSpan) => "a duration like 00:05:00",
        _ when typeof(T) == typeof(SemanticVersion) => "a semantic version like 1.4.0-beta.2",
        _ => "a " + typeof(T).Name,
    };

    private static bool IsFraction<T>() => Type.GetTypeCode(typeof(T)) is TypeCode.Single or TypeCode.Double or TypeCode.Decimal;

    private static bool? Switch(string text) => text.ToUpperInvariant() switch
    {
        "TRUE" or "YES" or "ON" or "1" => true,
        "FALSE" or "NO" or "OFF" or "0" => false,
        _ => null,
    };
}
