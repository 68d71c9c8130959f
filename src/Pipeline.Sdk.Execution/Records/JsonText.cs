namespace Pipeline.Sdk.Execution;

/// <summary>
/// Writes JSON, indented. Every run writes its record, and <c>System.Text.Json</c> costs a start 8 ms, most of it for tables of characters that are not
/// compiled ahead of time; this costs less than one. Names and nesting are the caller's to get right.
/// </summary>
internal sealed class JsonText(TextWriter writer)
{
    private const string Hex = "0123456789abcdef";

    private int _depth;
    private bool _isFirst = true;

    public void WriteStartObject() => Open(null, '{');

    public void WriteEndObject() => Close('}');

    public void WriteStartArray(string name) => Open(name, '[');

    public void WriteEndArray() => Close(']');

    public void WriteString(string name, string? value)
    {
        Begin(name);
        if (value is null)
            writer.Write("null");
        else
            Text(value);
    }

    /// <summary>ISO 8601 with the offset.</summary>
    public void WriteString(string name, DateTimeOffset value) => WriteString(name, value.ToString("O", formatProvider: null));

    public void WriteBoolean(string name, bool? value)
    {
        Begin(name);
        writer.Write(value switch { true => "true", false => "false", null => "null" });
    }

    public void WriteNumber(string name, long value)
    {
        Begin(name);
        writer.Write(Numerals.Of(value));
    }

    /// <summary>Seconds with up to three decimals. Not by <see cref="double"/>, whose formatting a start would have to load.</summary>
    public void WriteSeconds(string name, TimeSpan value)
    {
        Begin(name);
        var milliseconds = (value.Ticks + (TimeSpan.TicksPerMillisecond / 2)) / TimeSpan.TicksPerMillisecond;
        writer.Write(Numerals.Of(milliseconds / 1000));
        var rest = (int)(milliseconds % 1000);
        if (rest == 0)
            return;

        writer.Write('.');
        for (var unit = 100; rest > 0; unit /= 10)
        {
            writer.Write((char)('0' + (rest / unit)));
            rest %= unit;
        }
    }

    public void WriteNumberValue(int value)
    {
        Begin(null);
        writer.Write(Numerals.Of(value));
    }

    public void WriteStringValue(string value)
    {
        Begin(null);
        Text(value);
    }

    private void Open(string? name, char bracket)
    {
        Begin(name);
        writer.Write(bracket);
        _depth++;
        _isFirst = true;
    }

    private void Close(char bracket)
    {
        _depth--;
        if (!_isFirst)
            NewLine();
        writer.Write(bracket);
        _isFirst = false;
    }

    private void Begin(string? name)
    {
        if (!_isFirst)
            writer.Write(',');
        if (_depth > 0)
            NewLine();
        _isFirst = false;
        if (name is null)
            return;

        Text(name);
        writer.Write(": ");
    }

    private void NewLine()
    {
        writer.Write('\n');
        for (var i = 0; i < _depth; i++)
            writer.Write("  ");
    }

    // RFC 8259, section 7: quotation mark, backslash and control characters must be escaped, all else may stand as it is.
    private void Text(string text)
    {
        writer.Write('"');
        foreach (var c in text)
        {
            switch (c)
            {
                case '"' or '\\':
                    writer.Write('\\');
                    writer.Write(c);
                    break;
                case '\n':
                    writer.Write("\\n");
                    break;
                case < ' ' or '\u007f':
                    writer.Write("\\u00");
                    writer.Write(Hex[c >> 4]);
                    writer.Write(Hex[c & 15]);
                    break;
                default:
                    writer.Write(c);
                    break;
            }
        }

        writer.Write('"');
    }
}
