using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;

namespace Pipeline.Sdk.Execution;

/// <summary>A value inside of a JSON string (RFC 8259, section 7) as the common writers escape it.</summary>
internal static class JsonForms
{
    public static void AddTo(HashSet<string> forms, string value)
    {
        Add(forms, JavaScriptEncoder.Default.Encode(value));
        Add(forms, JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(value));
        foreach (var digits in (ReadOnlySpan<string>)["x4", "X4"])
        {
            // Only what must be escaped; also all that is not ASCII (Python); also what HTML would read (Go).
            Add(forms, Escape(value, static _ => false, digits));
            Add(forms, Escape(value, static c => !char.IsAscii(c), digits));
            Add(forms, Escape(value, static c => c is '<' or '>' or '&', digits));
            Add(forms, JavaScriptEncoder.Default.Encode(value), digits);
        }
    }

    private static void Add(HashSet<string> forms, string text)
    {
        forms.Add(text);
        forms.Add(text.Replace("/", "\\/", StringComparison.Ordinal));
    }

    // The same escapes with other letters in their digits.
    private static void Add(HashSet<string> forms, string text, string digits)
    {
        var result = new StringBuilder(text);
        for (var index = 0; index + 5 < text.Length; index++)
        {
            if (text[index] != '\\')
                continue;

            if (text[index + 1] == 'u' && int.TryParse(text.AsSpan(index + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
                result.Remove(index + 2, 4).Insert(index + 2, code.ToString(digits, CultureInfo.InvariantCulture));
            index++;
        }

        Add(forms, result.ToString());
    }

    private static string Escape(string value, Func<char, bool> isEscaped, string digits)
    {
        var text = new StringBuilder(value.Length + 16);
        foreach (var c in value)
        {
            _ = c switch
            {
                '"' or '\\' => text.Append('\\').Append(c),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                '\b' => text.Append("\\b"),
                '\f' => text.Append("\\f"),
                _ when char.IsControl(c) || isEscaped(c) => text.Append("\\u").Append(((int)c).ToString(digits, CultureInfo.InvariantCulture)),
                _ => text.Append(c),
            };
        }

        return text.ToString();
    }
}
