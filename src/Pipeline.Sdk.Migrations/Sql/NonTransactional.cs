namespace Pipeline.Sdk.Migrations;

/// <summary>Statements that cannot run in a transaction.</summary>
internal static class NonTransactional
{
    /// <summary>What the statement is, when it cannot; null when it can.</summary>
    public static string? Of(SqlStatement statement)
    {
        var words = statement.Words;
        if (words.IsEmpty) return null;

        if (words[0].Is("VACUUM")) return "VACUUM";
        if (statement.Engine == DatabaseEngine.Sqlite)
            return words[0].Is("PRAGMA") && words.Length > 1 && words.Any(word => word.IsSymbol('=') || word.IsSymbol('('))
                && words.Any(word => word.IsName && word.Name is "journal_mode" or "foreign_keys" or "synchronous" or "auto_vacuum" or "page_size") ? "this PRAGMA" : null;

        var head = words.Take(6).ToArray();
        var isConcurrent = head.Any(word => word.Is("CONCURRENTLY"));
        if (isConcurrent && head.Any(word => word.Is("INDEX"))) return words[0].Text.ToUpperInvariant() + " INDEX CONCURRENTLY";
        if (isConcurrent && words[0].Is("REINDEX")) return "REINDEX CONCURRENTLY";
        if (words.Length < 2) return null;

        if (words[0].Is("REINDEX") && (words[1].Is("DATABASE") || words[1].Is("SYSTEM") || words[1].Is("SCHEMA"))) return "REINDEX " + words[1].Text.ToUpperInvariant();
        if (words[0].Is("ALTER") && words[1].Is("SYSTEM")) return "ALTER SYSTEM";
        if ((words[0].Is("CREATE") || words[0].Is("DROP")) && (words[1].Is("DATABASE") || words[1].Is("TABLESPACE"))) return $"{words[0].Text} {words[1].Text}".ToUpperInvariant();
        if (words[0].Is("CLUSTER") && words.Length == 1) return "CLUSTER";

        return words[0].Is("ALTER") && words[1].Is("TABLE") && words.Any(word => word.Is("DETACH")) && words.Any(word => word.Is("CONCURRENTLY")) ? "DETACH PARTITION CONCURRENTLY" : null;
    }
}
