using System.Text;

namespace Pipeline.Sdk.Execution;

/// <summary>
/// The output of a program as it arrives, in pieces of bytes: as text for the result, and as clean lines for logs. Invalid UTF-8 becomes
/// U+FFFD. A line ends with LF, CR LF or CR, which is how progress is shown. Memory is bounded whatever the length of a line: a very long one
/// is handed on in parts, never cut inside of a secret.
/// </summary>
internal sealed class OutputText
{
    /// <summary>The longest part of a line, in characters.</summary>
    public const int LongestLine = 64 * 1024;

    private readonly SecretMasker _masker;
    private readonly TailBuffer _text;
    private readonly Action<string> _line;
    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private readonly OutputCleaner _cleaner = new();
    private readonly int _longest;
    private char[] _chars = [];
    private char[] _pending = new char[256];
    private int _length;
    private bool _isBegun;
    private bool _textEndsWithReturn;
    private bool _textEndsLine = true;
    private bool _afterReturn;

    /// <summary>Prepares for one stream.</summary>
    /// <param name="masker">Says where a long line may be cut.</param>
    /// <param name="text">Takes the text as it is, with LF as line end.</param>
    /// <param name="line">Takes every line without control characters and line end, not yet masked.</param>
    public OutputText(SecretMasker masker, TailBuffer text, Action<string> line)
    {
        _masker = masker;
        _text = text;
        _line = line;
        _longest = LongestLine + masker.LongestForm;
    }

    /// <summary>Takes the next bytes.</summary>
    public void Append(ReadOnlySpan<byte> bytes) => Append(bytes, isLast: false);

    /// <summary>Takes the end: what is left is a line, too.</summary>
    public void Complete()
    {
        Append([], isLast: true);
        if (!_textEndsLine)
            _text.Append("\n");
        _textEndsLine = true;
        if (_length > 0)
            EndLine();
    }

    private void Append(ReadOnlySpan<byte> bytes, bool isLast)
    {
        var most = _decoder.GetCharCount(bytes, isLast);
        if (_chars.Length < most)
            _chars = new char[most];
        ReadOnlySpan<char> text = _chars.AsSpan(0, _decoder.GetChars(bytes, _chars, isLast));
        if (text.IsEmpty)
            return;

        // A byte order mark is no text.
        if (!_isBegun && text[0] == '\uFEFF')
            text = text[1..];
        _isBegun = true;
        AppendText(text);
        AppendLines(_cleaner.Clean(text));
    }

    private void AppendText(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            var end = text.IndexOfAny('\r', '\n');
            var part = end < 0 ? text : text[..end];
            if (!part.IsEmpty)
            {
                _text.Append(part);
                (_textEndsLine, _textEndsWithReturn) = (false, false);
            }

            if (end < 0)
                return;

            // The line feed of a CR LF is the same line end.
            if (text[end] == '\r' || !_textEndsWithReturn)
                _text.Append("\n");
            _textEndsWithReturn = text[end] == '\r';
            _textEndsLine = true;
            text = text[(end + 1)..];
        }
    }

    private void AppendLines(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            var end = text.IndexOfAny('\r', '\n');
            var part = end < 0 ? text : text[..end];
            if (!part.IsEmpty)
            {
                // A return alone goes back to the beginning of the line: what was there is told, an empty line is not.
                if (_afterReturn && _length > 0)
                    EndLine();
                _afterReturn = false;
                Hold(part);
            }

            if (end < 0)
                return;

            _afterReturn = text[end] == '\r';
            if (!_afterReturn)
                EndLine();
            text = text[(end + 1)..];
        }
    }

    private void Hold(ReadOnlySpan<char> part)
    {
        while (!part.IsEmpty)
        {
            var count = Math.Min(part.Length, _longest - _length);
            if (_pending.Length < _length + count)
                Array.Resize(ref _pending, Math.Min(_longest, Math.Max(_length + count, _pending.Length * 2)));
            part[..count].CopyTo(_pending.AsSpan(_length));
            _length += count;
            part = part[count..];
            if (_length == _longest)
                CutLine();
        }
    }

    private void CutLine()
    {
        var cut = _masker.CutBefore(_pending.AsSpan(0, _length), LongestLine);
        if (cut > 1 && char.IsHighSurrogate(_pending[cut - 1]))
            cut--;
        _line(new string(_pending, 0, cut));
        _pending.AsSpan(cut, _length - cut).CopyTo(_pending);
        _length -= cut;
    }

    private void EndLine()
    {
        _line(_length == 0 ? "" : new string(_pending, 0, _length));
        _length = 0;
    }
}
