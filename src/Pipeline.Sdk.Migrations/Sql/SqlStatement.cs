using System.Collections.Immutable;

namespace Pipeline.Sdk.Migrations;

/// <summary>One statement of a script, without the semicolon that ends it.</summary>
/// <param name="Text">The statement, from its first token to its last.</param>
/// <param name="Line">The line in the script where it starts, from 1.</param>
/// <param name="Engine">The dialect.</param>
internal sealed record SqlStatement(string Text, int Line, DatabaseEngine Engine)
{
    private ImmutableArray<SqlWord> _words;

    /// <summary>Its tokens without comments.</summary>
    public ImmutableArray<SqlWord> Words => _words.IsDefault ? _words = Read() : _words;

    /// <summary>The statement on one line, cut for a message.</summary>
    public string Short
    {
        get
        {
            var line = string.Join(' ', Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Take(30));
            return line.Length > 100 ? line[..99] + "…" : line;
        }
    }

    /// <summary>The line of the script in which a character of the statement stands.</summary>
    public int LineOf(int offset) => Line + Text.AsSpan(0, Math.Clamp(offset, 0, Text.Length)).Count('\n');

    private ImmutableArray<SqlWord> Read()
    {
        var words = ImmutableArray.CreateBuilder<SqlWord>();
        var tokenizer = new SqlTokenizer(Text, Engine);
        while (tokenizer.MoveNext(out var token)) words.Add(new SqlWord(token.Kind, Text.Substring(token.Start, token.Length), token.Start));
        return words.ToImmutable();
    }
}
