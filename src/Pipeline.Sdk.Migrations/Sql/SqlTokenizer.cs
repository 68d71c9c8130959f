namespace Pipeline.Sdk.Migrations;

/// <summary>
/// Cuts SQL into tokens as the engine's own scanner does: strings with their escapes, dollar quotes, nested comments (PostgreSQL, section 4.1; SQLite,
/// "The tokenizer"). It reads forward only, so its time is in proportion to the text.
/// </summary>
internal sealed class SqlTokenizer(string text, DatabaseEngine engine, bool withComments = false, int start = 0)
{
    private int _position = start;

    private bool IsPostgres => engine == DatabaseEngine.Postgres;

    /// <summary>Where something begins that never ends (a string, a comment, a dollar quote); -1 when everything ends.</summary>
    public int Unterminated { get; private set; } = -1;

    public bool MoveNext(out SqlToken token)
    {
        while (_position < text.Length)
        {
            var begin = _position;
            var kind = Scan();
            if (kind is null || (kind is SqlTokenKind.Comment && !withComments)) continue;

            token = new SqlToken(kind.Value, begin, _position - begin);
            return true;
        }

        token = default;
        return false;
    }

    private char Next(int ahead = 1) => _position + ahead < text.Length ? text[_position + ahead] : '\0';

    private SqlTokenKind? Scan()
    {
        var c = text[_position];
        switch (c)
        {
            case ' ' or '\t' or '\n' or '\r' or '\f' or '\v' or '\uFEFF':
                _position++;
                return null;
            case '-' when Next() == '-':
                var end = text.IndexOf('\n', _position);
                _position = end < 0 ? text.Length : end;
                return SqlTokenKind.Comment;
            case '/' when Next() == '*':
                BlockComment();
                return SqlTokenKind.Comment;
            case '\'':
                Quoted('\'', backslashes: false);
                return SqlTokenKind.Text;
            case '"':
                Quoted('"', backslashes: false);
                return SqlTokenKind.QuotedName;
            case '`' when !IsPostgres:
                Quoted('`', backslashes: false);
                return SqlTokenKind.QuotedName;
            case '[' when !IsPostgres:
                Quoted(']', backslashes: false);
                return SqlTokenKind.QuotedName;
            case ';':
                _position++;
                return SqlTokenKind.Semicolon;
            case '$' when IsPostgres && DollarQuote():
                return SqlTokenKind.Text;
            case ':' when Next() == ':':
                _position += 2;
                return SqlTokenKind.Symbol;
            case ':' or '@' or '$' or '?' when (c == '?' && !IsPostgres) || char.IsAsciiLetterOrDigit(Next()) || Next() == '_':
                _position++;
                Letters();
                return SqlTokenKind.Placeholder;
        }

        if (char.IsAsciiDigit(c) || (c == '.' && char.IsAsciiDigit(Next()))) return Number();
        if (IsLetter(c)) return Word(c);

        _position++;
        return SqlTokenKind.Symbol;
    }

    private SqlTokenKind Word(char first)
    {
        // E'..' knows backslashes; B'..', X'..', N'..' and U&'..' do not.
        if (Next() == '\'' && (IsPostgres ? "eEbBxXnN" : "xX").Contains(first, StringComparison.Ordinal))
        {
            _position++;
            Quoted('\'', backslashes: first is 'e' or 'E');
            return SqlTokenKind.Text;
        }

        if (IsPostgres && first is 'u' or 'U' && Next() == '&' && Next(2) is '\'' or '"')
        {
            var quote = Next(2);
            _position += 2;
            Quoted(quote, backslashes: false);
            return quote == '\'' ? SqlTokenKind.Text : SqlTokenKind.QuotedName;
        }

        Letters();
        return SqlTokenKind.Word;
    }

    private SqlTokenKind Number()
    {
        while (_position < text.Length && (char.IsAsciiLetterOrDigit(text[_position]) || text[_position] is '.' or '_'
            || (text[_position] is '+' or '-' && text[_position - 1] is 'e' or 'E' && char.IsAsciiDigit(Next()))))
            _position++;
        return SqlTokenKind.Number;
    }

    private void Letters()
    {
        while (_position < text.Length && (IsLetter(text[_position]) || char.IsAsciiDigit(text[_position]) || text[_position] == '$')) _position++;
    }

    private static bool IsLetter(char c) => char.IsAsciiLetter(c) || c == '_' || c >= 0x80;

    // A doubled quote stands for one, so the string goes on. In [brackets] nothing is doubled.
    private void Quoted(char quote, bool backslashes)
    {
        var begin = _position++;
        while (_position < text.Length)
        {
            var c = text[_position];
            if (backslashes && c == '\\') _position += 2;
            else if (c != quote) _position++;
            else if (quote != ']' && Next() == quote) _position += 2;
            else
            {
                _position++;
                return;
            }
        }

        NeverEnds(begin);
    }

    // PostgreSQL's comments nest, SQLite's do not; and SQLite takes the end of the text for the end of a comment.
    private void BlockComment()
    {
        var begin = _position;
        var depth = 0;
        while (_position < text.Length)
        {
            if (text[_position] == '*' && Next() == '/')
            {
                _position += 2;
                if (--depth == 0) return;
            }
            else if (text[_position] == '/' && Next() == '*' && (IsPostgres || depth == 0))
            {
                _position += 2;
                depth++;
            }
            else
            {
                _position++;
            }
        }

        if (IsPostgres) NeverEnds(begin);
    }

    private bool DollarQuote()
    {
        var tagEnd = _position + 1;
        while (tagEnd < text.Length && (IsLetter(text[tagEnd]) || (char.IsAsciiDigit(text[tagEnd]) && tagEnd > _position + 1))) tagEnd++;
        if (tagEnd >= text.Length || text[tagEnd] != '$') return false;

        var tag = text.AsSpan(_position, tagEnd + 1 - _position);
        var begin = _position;
        var close = text.AsSpan(tagEnd + 1).IndexOf(tag);
        _position = close < 0 ? text.Length : tagEnd + 1 + close + tag.Length;
        if (close < 0) NeverEnds(begin);
        return true;
    }

    private void NeverEnds(int begin)
    {
        _position = text.Length;
        if (Unterminated < 0) Unterminated = begin;
    }
}
