using System.Globalization;

namespace Pipeline.Sdk.Definition;

/// <summary>
/// Durations as people write them: <c>90s</c>, <c>5m</c>, <c>1h30m</c>, <c>250ms</c>, or <c>[d.]hh:mm:ss[.fffffff]</c>. What could mean two things is refused:
/// .NET reads <c>30</c> as 30 days and <c>1:30</c> as hours and minutes, and hardly anybody means that.
/// </summary>
internal static class DurationParser
{
    // From long to short: the order in which they may follow each other.
    private static readonly (string Unit, long Ticks)[] Units =
    [
        ("d", TimeSpan.TicksPerDay), ("h", TimeSpan.TicksPerHour), ("m", TimeSpan.TicksPerMinute), ("s", TimeSpan.TicksPerSecond), ("ms", TimeSpan.TicksPerMillisecond),
    ];

    public static ParsedValue Parse(string text)
    {
        if (text.Contains(':', StringComparison.Ordinal))
        {
            // Whatever the format, .NET takes 1:30 for hours and minutes.
            return text.AsSpan().Count(':') == 2 && TimeSpan.TryParseExact(text, ["c", @"h\:mm\:ss"], CultureInfo.InvariantCulture, out var exact)
                ? new ParsedValue(exact, null)
                : new ParsedValue(null, $"expected {ValueParsers.TypeText(typeof(TimeSpan))}");
        }

        if (IsNumber(text))
            return new ParsedValue(null, $"a bare number does not say of what: expected a duration with a unit, like {text}s or {text}m");

        return Total(text) is { } ticks ? new ParsedValue(TimeSpan.FromTicks(ticks), null) : new ParsedValue(null, $"expected {ValueParsers.TypeText(typeof(TimeSpan))}");
    }

    private static bool IsNumber(string text) => decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);

    private static long? Total(string text)
    {
        var isNegative = text.StartsWith('-');
        var position = isNegative ? 1 : 0;
        var next = 0;
        var total = 0m;
        if (position == text.Length)
            return null;

        while (position < text.Length)
        {
            var number = Span(text, position, c => char.IsAsciiDigit(c) || c == '.');
            var unit = Span(text, position + number, char.IsAsciiLetterLower);
            var index = Array.FindIndex(Units, known => text.AsSpan(position + number, unit).SequenceEqual(known.Unit));
            if (index < next || !decimal.TryParse(text.AsSpan(position, number), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count))
                return null;

            // A number that no duration holds would leave the decimals' range when it is multiplied.
            if (count > long.MaxValue / Units[index].Ticks)
                return null;

            total += count * Units[index].Ticks;
            next = index + 1;
            position += number + unit;
        }

        return total > long.MaxValue ? null : (long)(isNegative ? -total : total);
    }

    private static int Span(string text, int start, Func<char, bool> belongs)
    {
        var end = start;
        while (end < text.Length && belongs(text[end]))
            end++;
        return end - start;
    }
}
