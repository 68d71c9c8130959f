using System.Text;

namespace Pipeline.Sdk.Execution.Results;

/// <summary>Any text within one field of a line: file names may hold tabs and line breaks.</summary>
internal static class LineText
{
    public static string Escape(string text)
    {
        if (text.AsSpan().IndexOfAny('\\', '\t', '\n') < 0 && !text.Contains('\r', StringComparison.Ordinal))
            return text;

        return text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal);
    }

    public static string Unescape(string text)
    {
        if (!text.Contains('\\', StringComparison.Ordinal))
            return text;

        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || i + 1 == text.Length)
                plain.Append(text[i]);
            else
                plain.Append(text[++i] switch { 't' => '\t', 'n' => '\n', 'r' => '\r', var other => other });
        }

        return plain.ToString();
    }
}
