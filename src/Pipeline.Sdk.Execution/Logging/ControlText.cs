using System.Text;

namespace Pipeline.Sdk.Execution;

/// <summary>Text that programs wrote for a terminal.</summary>
internal static class ControlText
{
    private const char Escape = '\u001b';

    /// <summary>The text without escape sequences and control characters; of what was written over by carriage returns only the last.</summary>
    public static string Strip(string text)
    {
        text = text.TrimEnd('\r');
        var over = text.LastIndexOf('\r');
        if (over >= 0)
            text = text[(over + 1)..];

        var isClean = true;
        foreach (var character in text)
            isClean &= !char.IsControl(character);
        if (isClean)
            return text;

        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == Escape)
                i = AfterEscape(text, i) - 1;
            else if (text[i] == '\t')
                clean.Append("    ");
            else if (!char.IsControl(text[i]))
                clean.Append(text[i]);
        }

        return clean.ToString();
    }

    /// <summary>The place after the escape sequence that begins there (ECMA-48: CSI, or a string like OSC, or two characters).</summary>
    public static int AfterEscape(string text, int start)
    {
        var at = start + 1;
        if (at >= text.Length)
            return at;

        if (text[at] == '[')
        {
            at++;
            while (at < text.Length && text[at] is >= ' ' and <= '?')
                at++;
            return at < text.Length && text[at] is >= '@' and <= '~' ? at + 1 : at;
        }

        if (text[at] is ']' or 'P' or '_' or '^' or 'X')
        {
            // A string that is never ended must not swallow the line: only its introducer is taken.
            for (var end = at + 1; end < text.Length; end++)
            {
                if (text[end] == '\a')
                    return end + 1;

                if (text[end] == Escape && end + 1 < text.Length && text[end + 1] == '\\')
                    return end + 2;
            }

            return at + 1;
        }

        // Two characters, but only of those that sequences are made of: what comes after a stray escape is text.
        return text[at] is '7' or '8' or '=' or '>' or 'c' or 'M' or 'D' or 'E' or 'H' ? at + 1 : at;
    }
}
