using System.Globalization;
using System.Text;

namespace Pipeline.Sdk.Execution;

/// <summary>A value in percent-encoding (RFC 3986, section 2.1) as the common libraries write it; they differ in what they leave alone.</summary>
internal static class PercentForms
{
    /// <summary>What is left alone besides ASCII letters and digits.</summary>
    private static readonly string[] Plain =
    [
        "-._~", // RFC 3986, Uri.EscapeDataString, quote_plus of Python, curl
        "-._~/", // quote of Python
        "-._~!'()*", // encodeURIComponent of JavaScript
        "-._~!'()*;,/?:@&=+$#", // encodeURI of JavaScript
        "-._*", // forms of HTML
        "-._!*()", // WebUtility of .NET
    ];

    public static void AddTo(HashSet<string> forms, string value)
    {
        var bytes = Encoding.UTF8.GetBytes(value);
        foreach (var plain in Plain)
        {
            foreach (var blank in (ReadOnlySpan<string>)["%20", "+"])
            {
                forms.Add(Encode(bytes, plain, blank, "X2"));
                forms.Add(Encode(bytes, plain, blank, "x2"));
            }
        }
    }

    private static string Encode(byte[] bytes, string plain, string blank, string hexadecimal)
    {
        var text = new StringBuilder(bytes.Length * 3);
        foreach (var value in bytes)
        {
            var c = (char)value;
            if (c == ' ')
                text.Append(blank);
            else if (char.IsAsciiLetterOrDigit(c) || plain.Contains(c, StringComparison.Ordinal))
                text.Append(c);
            else
                text.Append('%').Append(value.ToString(hexadecimal, CultureInfo.InvariantCulture));
        }

        return text.ToString();
    }
}
