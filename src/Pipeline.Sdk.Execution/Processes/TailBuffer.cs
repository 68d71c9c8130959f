using System.Text;

namespace Pipeline.Sdk.Execution;

/// <summary>Keeps the last characters of a text of any length: a tool may print 100 MB.</summary>
internal sealed class TailBuffer
{
    private const int Limit = 4_000_000;

    private readonly StringBuilder _text = new();

    public void AppendLine(string line)
    {
        Append(line);
        Append("\n");
    }

    /// <summary>Adds a text that may be any part of a line.</summary>
    public void Append(ReadOnlySpan<char> text)
    {
        _text.Append(text);

        // Cut in large bites, so that the cost per line stays constant.
        if (_text.Length > Limit * 2)
            _text.Remove(0, _text.Length - Limit);
    }

    public override string ToString() => _text.Length <= Limit ? _text.ToString() : _text.ToString(_text.Length - Limit, Limit);
}
