namespace Pipeline.Sdk.Migrations;

/// <summary>
/// Knows whether a semicolon ends the statement or stands within it: in brackets (PostgreSQL's CREATE RULE), in the body of a SQLite trigger, in the
/// BEGIN ATOMIC body of a PostgreSQL function.
/// </summary>
internal sealed class StatementBody(string text, DatabaseEngine engine)
{
    private int _words;
    private int _brackets;
    private int _blocks;
    private bool _creates;
    private bool _mayHaveBody;
    private bool _begins;

    public bool IsOpen => _brackets > 0 || _blocks > 0;

    public void Reset() => (_words, _brackets, _blocks, _creates, _mayHaveBody, _begins) = (0, 0, 0, false, false, false);

    public void Read(SqlToken token)
    {
        if (token.Kind == SqlTokenKind.Symbol)
        {
            if (text[token.Start] == '(') _brackets++;
            else if (text[token.Start] == ')' && _brackets > 0) _brackets--;
            return;
        }

        if (token.Kind != SqlTokenKind.Word) return;

        var word = text.AsSpan(token.Start, token.Length);
        _words++;
        if (_words == 1) _creates = Is(word, "CREATE");
        if (!_creates) return;

        // CREATE [TEMP|TEMPORARY] TRIGGER, CREATE [OR REPLACE] FUNCTION|PROCEDURE
        if (_words <= 4 && (engine == DatabaseEngine.Sqlite ? Is(word, "TRIGGER") : Is(word, "FUNCTION") || Is(word, "PROCEDURE"))) _mayHaveBody = true;
        if (!_mayHaveBody) return;

        if (_blocks > 0 && Is(word, "CASE")) _blocks++;
        else if (_blocks > 0 && Is(word, "END")) _blocks--;
        else if (engine == DatabaseEngine.Sqlite && Is(word, "BEGIN")) _blocks++;
        else if (engine == DatabaseEngine.Postgres && _begins && Is(word, "ATOMIC")) _blocks++;
        _begins = Is(word, "BEGIN");
    }

    private static bool Is(ReadOnlySpan<char> word, string keyword) => word.Equals(keyword, StringComparison.OrdinalIgnoreCase);
}
