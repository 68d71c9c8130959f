using System.Globalization;

namespace Pipeline.Sdk.Execution;

/// <summary>
/// Numbers as text, the same on every machine. Every run writes some; the library's own formatting asks for a culture first, and the first culture of
/// a process loads ICU, which costs a start 4 ms.
/// </summary>
internal static class Numerals
{
    private const string Digits = "0123456789abcdef";

    /// <summary>A whole number: <c>42</c>.</summary>
    public static string Of(long value) => value < 0 ? value.ToString(CultureInfo.InvariantCulture) : Padded(value, 1);

    /// <summary>A number from 0, with zeros before it up to a length: <c>007</c>.</summary>
    public static string Padded(long value, int length) => Text(value, 10, length);

    /// <summary>A number from 0 in hexadecimal digits, with zeros before it up to a length: <c>0ff</c>.</summary>
    public static string Hexadecimal(long value, int length) => Text(value, 16, length);

    /// <summary>Reads a whole number from 0 as it was written here; false for anything else.</summary>
    public static bool TryParse(string text, out long value)
    {
        value = 0;
        foreach (var digit in text)
        {
            if (digit is < '0' or > '9' || value > (long.MaxValue - 9) / 10)
                return false;
            value = (value * 10) + (digit - '0');
        }

        return text.Length > 0;
    }

    private static string Text(long value, int radix, int length)
    {
        Span<char> text = stackalloc char[20];
        var start = text.Length;
        do
        {
            text[--start] = Digits[(int)(value % radix)];
            value /= radix;
        }
        while (value > 0 || text.Length - start < length);
        return text[start..].ToString();
    }
}
