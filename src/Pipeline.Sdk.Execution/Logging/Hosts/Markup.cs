using System.Text;

namespace Pipeline.Sdk.Execution;

/// <summary>Text inside of Markdown that nobody may give another meaning.</summary>
internal static class Markup
{
    /// <summary>A text that stays text: no Markdown, no HTML.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 8);
        foreach (var character in text)
        {
            switch (character)
            {
                case '<':
                    escaped.Append("&lt;");
                    break;
                case '&':
                    escaped.Append("&amp;");
                    break;
                case '|' or '\\' or '`' or '*' or '_' or '[' or ']' or '#' or '!' or '~' or '@':
                    escaped.Append('\\').Append(character);
                    break;
                default:
                    escaped.Append(character);
                    break;
            }
        }

        return escaped.ToString();
    }

    /// <summary>A block of text as it is.</summary>
    public static string Fence(string block)
    {
        // The fence must be longer than any inside.
        var (longest, length) = (2, 0);
        foreach (var character in block)
        {
            length = character == '`' ? length + 1 : 0;
            longest = Math.Max(longest, length);
        }

        var fence = new string('`', longest + 1);
        return $"{fence}text\n{block}\n{fence}";
    }

    /// <summary>The label of a node in a Mermaid drawing.</summary>
    public static string Mermaid(string label)
    {
        var escaped = new StringBuilder(label.Length + 8);
        foreach (var character in label)
        {
            if (char.IsAsciiLetterOrDigit(character) || character is '_' or '-' or '.' or ':' or ' ')
                escaped.Append(character);
            else
                escaped.Append('#').Append((int)character).Append(';');
        }

        return escaped.ToString();
    }
}
