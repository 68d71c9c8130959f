using System.Buffers;

namespace Pipeline.Sdk.Execution;

/// <summary>
/// Takes out of a text what would command a terminal: escape sequences (ECMA-48) are dropped, colours among them, other control characters
/// become visible. Tab, line feed and carriage return stay. A sequence may lie across two pieces.
/// </summary>
internal sealed class OutputCleaner
{
    /// <summary>A string sequence that is longer, or has a line end, is none: nothing must be able to swallow the rest of the output.</summary>
    private const int LongestString = 4096;

    // Written out, because the first line of every run pays for it: all of char.IsControl but tab, line feed and carriage return.
    private static readonly SearchValues<char> Commands = SearchValues.Create(
        "\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008\u000B\u000C\u000E\u000F\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001A\u001B\u001C\u001D\u001E\u001F" +
        "\u007F\u0080\u0081\u0082\u0083\u0084\u0085\u0086\u0087\u0088\u0089\u008A\u008B\u008C\u008D\u008E\u008F" +
        "\u0090\u0091\u0092\u0093\u0094\u0095\u0096\u0097\u0098\u0099\u009A\u009B\u009C\u009D\u009E\u009F");

    private char[] _clean = [];
    private int _length;
    private State _state;
    private int _stringLength;

    private enum State
    {
        Text,
        Escape,
        Control,
        String,
        StringEscape,
    }

    /// <summary>A whole text, cleaned.</summary>
    public static string CleanText(string text) => text.AsSpan().ContainsAny(Commands) ? new OutputCleaner().Clean(text).ToString() : text;

    /// <summary>The next piece, cleaned; valid until the next call.</summary>
    public ReadOnlySpan<char> Clean(ReadOnlySpan<char> text)
    {
        if (_state == State.Text && !text.ContainsAny(Commands))
            return text;

        if (_clean.Length < text.Length)
            _clean = new char[text.Length];
        _length = 0;
        while (!text.IsEmpty)
        {
            if (_state == State.Text && text.IndexOfAny(Commands) is var command and not 0)
            {
                var plain = command < 0 ? text : text[..command];
                plain.CopyTo(_clean.AsSpan(_length));
                _length += plain.Length;
                text = text[plain.Length..];
                continue;
            }

            if (Take(text[0]))
                text = text[1..];
        }

        return _clean.AsSpan(0, _length);
    }

    // False when the character ends a sequence that it is no part of: then it is looked at once more, as text.
    private bool Take(char c)
    {
        switch (_state)
        {
            case State.Text:
                TakeCommand(c);
                return true;
            case State.Escape:
                // Intermediate characters, then one that ends it.
                _state = c switch
                {
                    '[' => State.Control,
                    ']' or 'P' or 'X' or '^' or '_' => BeginString(),
                    >= ' ' and <= '/' => State.Escape,
                    _ => State.Text,
                };
                return c is >= ' ' and <= '~';
            case State.Control:
                if (c is >= ' ' and <= '?')
                    return true;

                _state = State.Text;
                return c is >= '@' and <= '~';
            case State.StringEscape:
                _state = State.Text;
                if (c == '\\')
                    return true;

                // The string ended with the beginning of another sequence.
                _state = State.Escape;
                return false;
            default:
                _state = c switch
                {
                    '\u001B' => State.StringEscape,
                    '\a' or '\u009C' or '\n' or '\r' => State.Text,
                    _ => ++_stringLength > LongestString ? State.Text : State.String,
                };
                return _state != State.Text || c is '\a' or '\u009C';
        }
    }

    private void TakeCommand(char c)
    {
        _state = c switch
        {
            '\u001B' => State.Escape,
            '\u009B' => State.Control,
            '\u0090' or '\u0098' or '\u009D' or '\u009E' or '\u009F' => BeginString(),
            _ => State.Text,
        };
        if (_state != State.Text)
            return;

        // U+2400 and what follows are pictures of the control characters; there are none of the second set.
        _clean[_length++] = c switch
        {
            < ' ' => (char)('\u2400' + c),
            '\u007F' => '\u2421',
            _ => '\uFFFD',
        };
    }

    private State BeginString()
    {
        _stringLength = 0;
        return State.String;
    }
}
