using System.Text;

namespace Pipeline.Sdk.Execution.Tests;

/// <summary>
/// What a person sees after a terminal has read a text: rows, cursor movements, erasures and whether the cursor is shown. Only the sequences that
/// occur are known; any other fails the test. It is endlessly high, so what has scrolled away can be read too.
/// </summary>
internal sealed class Screen
{
    private readonly List<StringBuilder> _rows = [new()];
    private int _row;
    private int _column;

    public Screen(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\n':
                    _row++;
                    _column = 0;
                    while (_rows.Count <= _row)
                        _rows.Add(new StringBuilder());
                    break;
                case '\r':
                    _column = 0;
                    break;
                case '\u001b':
                    i = Sequence(text, i);
                    break;
                default:
                    Put(text[i]);
                    break;
            }
        }
    }

    public bool IsCursorShown { get; private set; } = true;

    public int Hidden { get; private set; }

    /// <summary>The rows without blanks at their ends, and without empty rows at the end.</summary>
    public string Text => string.Join('\n', _rows.Select(row => row.ToString().TrimEnd())).TrimEnd('\n') + "\n";

    private void Put(char character)
    {
        var row = _rows[_row];
        while (row.Length <= _column)
            row.Append(' ');
        row[_column++] = character;
    }

    private int Sequence(string text, int start)
    {
        // .NET itself sets the keypad's mode on a real terminal.
        if (text[start + 1] is '=' or '>')
            return start + 1;

        Assert.Equal('[', text[start + 1]);
        var end = start + 2;
        while (text[end] is >= ' ' and <= '?')
            end++;
        var parameters = text[(start + 2)..end];
        var count = int.TryParse(parameters, out var number) ? number : 0;
        switch (text[end])
        {
            case 'm':
                break;
            case 'A':
                _row = Math.Max(0, _row - Math.Max(1, count));
                break;
            case 'K':
                if (count == 2)
                    _rows[_row].Clear();
                else
                    _rows[_row].Length = Math.Min(_column, _rows[_row].Length);
                break;
            case 'l' when parameters == "?25":
                IsCursorShown = false;
                Hidden++;
                break;
            case 'h' when parameters == "?25":
                IsCursorShown = true;
                break;
            case 'h' or 'l' when parameters is "?1":
                break;
            default:
                Assert.Fail($"ESC[{parameters}{text[end]} is not known here");
                break;
        }

        return end;
    }
}
