using System.Collections.Immutable;

namespace Pipeline.Sdk.Migrations;

/// <summary>Reads the words of a statement one after the other.</summary>
internal sealed class WordReader(ImmutableArray<SqlWord> words)
{
    private int _position;

    public bool IsAtEnd => _position >= words.Length;

    public SqlWord Peek => IsAtEnd ? default : words[_position];

    public SqlWord Next() => IsAtEnd ? default : words[_position++];

    /// <summary>Passes the keywords when they are next, all of them in this order.</summary>
    public bool Take(params ReadOnlySpan<string> keywords)
    {
        for (var i = 0; i < keywords.Length; i++)
        {
            if (_position + i >= words.Length || !words[_position + i].Is(keywords[i])) return false;
        }

        _position += keywords.Length;
        return true;
    }

    public bool TakeSymbol(char symbol)
    {
        if (IsAtEnd || !words[_position].IsSymbol(symbol)) return false;

        _position++;
        return true;
    }

    /// <summary>A name with what qualifies it; empty when none is next.</summary>
    public ImmutableArray<string> QualifiedName()
    {
        if (!Peek.IsName) return [];

        var parts = ImmutableArray.CreateBuilder<string>();
        parts.Add(Next().Name);
        while (Peek.IsSymbol('.') && _position + 1 < words.Length && words[_position + 1].IsName)
        {
            _position++;
            parts.Add(Next().Name);
        }

        return parts.ToImmutable();
    }

    /// <summary>The words up to a symbol of this level, which is passed; brackets are kept together.</summary>
    public ImmutableArray<SqlWord> Until(char symbol)
    {
        var taken = ImmutableArray.CreateBuilder<SqlWord>();
        var depth = 0;
        while (!IsAtEnd)
        {
            if (depth == 0 && Peek.IsSymbol(symbol))
            {
                _position++;
                break;
            }

            if (Peek.IsSymbol('(')) depth++;
            if (Peek.IsSymbol(')') && --depth < 0) break;
            taken.Add(Next());
        }

        return taken.ToImmutable();
    }
}
