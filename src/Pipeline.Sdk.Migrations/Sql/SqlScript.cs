using System.Collections.Immutable;

namespace Pipeline.Sdk.Migrations;

/// <summary>Cuts a script into its statements.</summary>
internal static class SqlScript
{
    /// <summary>The statements of a script; empty ones are left out.</summary>
    /// <param name="text">The script.</param>
    /// <param name="engine">The dialect.</param>
    public static ImmutableArray<SqlStatement> Split(string text, DatabaseEngine engine)
    {
        var statements = ImmutableArray.CreateBuilder<SqlStatement>();
        var tokenizer = new SqlTokenizer(text, engine);
        var body = new StatementBody(text, engine);
        var (first, end, line, counted) = (-1, 0, 1, 0);
        while (tokenizer.MoveNext(out var token))
        {
            if (token.Kind == SqlTokenKind.Semicolon && !body.IsOpen)
            {
                Add();
                body.Reset();
                continue;
            }

            if (first < 0) first = token.Start;
            end = token.End;
            body.Read(token);
        }

        Add();
        return statements.ToImmutable();

        void Add()
        {
            if (first < 0) return;

            line += text.AsSpan(counted, first - counted).Count('\n');
            counted = first;
            statements.Add(new SqlStatement(text[first..end], line, engine));
            first = -1;
        }
    }

    /// <summary>The line in which something begins that never ends; null when everything ends.</summary>
    public static int? UnterminatedLine(string text, DatabaseEngine engine)
    {
        var tokenizer = new SqlTokenizer(text, engine);
        while (tokenizer.MoveNext(out _))
        {
        }

        return tokenizer.Unterminated < 0 ? null : text.AsSpan(0, tokenizer.Unterminated).Count('\n') + 1;
    }
}
