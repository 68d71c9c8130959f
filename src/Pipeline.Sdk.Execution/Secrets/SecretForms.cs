using System.Net;
using System.Text.Encodings.Web;

namespace Pipeline.Sdk.Execution;

/// <summary>The texts that a secret becomes when programs encode, escape or quote it.</summary>
internal static class SecretForms
{
    /// <summary>Shorter values would blank out ordinary text; nobody keeps a secret in three characters.</summary>
    public const int Shortest = 4;

    /// <summary>Adds every form of a secret, and of each of its lines: output is masked line by line.</summary>
    public static void AddTo(HashSet<string> forms, string secret)
    {
        AddValue(forms, secret);
        AddValue(forms, secret.Trim());
        foreach (var line in secret.Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            AddValue(forms, line);
        forms.RemoveWhere(form => form.Length < Shortest);
    }

    private static void AddValue(HashSet<string> forms, string value)
    {
        if (value.Length < Shortest || !forms.Add(value))
            return;

        Base64Forms.AddTo(forms, value);
        PercentForms.AddTo(forms, value);
        JsonForms.AddTo(forms, value);
        AddMarkup(forms, value);
        AddShell(forms, value);

        // Output is cleaned of control characters before it is masked.
        forms.Add(OutputCleaner.CleanText(value));
    }

    private static void AddMarkup(HashSet<string> forms, string value)
    {
        forms.Add(WebUtility.HtmlEncode(value));
        forms.Add(HtmlEncoder.Default.Encode(value));

        // Writers differ in what they escape besides & and <, and in how they write the two quotes.
        var least = value.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);
        foreach (var text in (ReadOnlySpan<string>)[least, least.Replace(">", "&gt;", StringComparison.Ordinal)])
        {
            foreach (var quote in (ReadOnlySpan<string>)["\"", "&quot;", "&#34;"])
            {
                foreach (var apostrophe in (ReadOnlySpan<string>)["'", "&apos;", "&#39;", "&#x27;"])
                    forms.Add(text.Replace("\"", quote, StringComparison.Ordinal).Replace("'", apostrophe, StringComparison.Ordinal));
            }
        }
    }

    private static void AddShell(HashSet<string> forms, string value)
    {
        // 'it'\''s' and 'it'"'"'s'.
        forms.Add(value.Replace("'", "'\\''", StringComparison.Ordinal));
        forms.Add(value.Replace("'", "'\"'\"'", StringComparison.Ordinal));

        // In double quotes, as this SDK shows command lines, and as a shell reads them.
        forms.Add(value.Replace("\"", "\\\"", StringComparison.Ordinal));
        forms.Add(Backslashed(value, static c => c is '\\' or '"' or '$' or '`'));

        // As bash writes it with printf %q.
        forms.Add(Backslashed(value, static c => char.IsAscii(c) && !char.IsAsciiLetterOrDigit(c) && c is not ('_' or '-' or '.' or '/' or ':' or '@' or '%' or '+' or '=' or '~')));
    }

    private static string Backslashed(string value, Func<char, bool> isSpecial) =>
        string.Concat(value.Select(c => isSpecial(c) ? "\\" + c : c.ToString()));
}
