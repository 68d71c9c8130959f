namespace Pipeline.Sdk.Migrations;

/// <summary>A token with its text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">As it stands in the script.</param>
/// <param name="Start">Where it stands in its statement.</param>
internal readonly record struct SqlWord(SqlTokenKind Kind, string Text, int Start)
{
    public bool Is(string keyword) => Kind == SqlTokenKind.Word && Text.Equals(keyword, StringComparison.OrdinalIgnoreCase);

    public bool IsSymbol(char symbol) => Kind == SqlTokenKind.Symbol && Text.Length == 1 && Text[0] == symbol;

    public bool IsName => Kind is SqlTokenKind.Word or SqlTokenKind.QuotedName;

    /// <summary>The identifier that it names: quotes removed, an unquoted one in lower case, as PostgreSQL folds it and as SQLite compares.</summary>
    public string Name => Kind != SqlTokenKind.QuotedName
        ? Text.ToLowerInvariant()
        : Text.StartsWith('[') ? Text[1..^1] : Unquoted(Text.TrimStart('u', 'U', '&'));

    private static string Unquoted(string text) => text.Length < 2 ? text : text[1..^1].Replace(new string(text[0], 2), text[..1], StringComparison.Ordinal);
}
