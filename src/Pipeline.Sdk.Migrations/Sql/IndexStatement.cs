using System.Collections.Immutable;

namespace Pipeline.Sdk.Migrations;

/// <summary>What a statement that makes, drops or rebuilds an index says.</summary>
internal sealed record IndexStatement(bool IsDrop, bool IsReindex, bool IsUnique, bool IsConcurrent, string? Index, ImmutableArray<string> Table)
{
    public string QuotedTable => string.Join('.', Table.Select(SqlName.Quote));

    /// <summary>The schema of the table or of the index, quoted; empty when none is named.</summary>
    public string QuotedSchema => Table.Length > 1 ? SqlName.Quote(Table[^2]) : "";

    public static IndexStatement? Read(SqlStatement statement)
    {
        var words = new WordReader(statement.Words);
        if (words.Take("CREATE"))
        {
            var isUnique = words.Take("UNIQUE");
            if (!words.Take("INDEX")) return null;

            var isConcurrent = words.Take("CONCURRENTLY");
            words.Take("IF", "NOT", "EXISTS");
            var index = words.Peek.Is("ON") ? default : words.QualifiedName();
            words.Take("ON");
            words.Take("ONLY");
            return new IndexStatement(false, false, isUnique, isConcurrent, index.IsDefaultOrEmpty ? null : index[^1], words.QualifiedName());
        }

        if (words.Take("DROP", "INDEX"))
        {
            var isConcurrent = words.Take("CONCURRENTLY");
            words.Take("IF", "EXISTS");
            var name = words.QualifiedName();
            return new IndexStatement(true, false, false, isConcurrent, name.IsEmpty ? null : name[^1], name.Length > 1 ? name : []);
        }

        return words.Take("REINDEX") ? new IndexStatement(false, true, false, statement.Words.Any(word => word.Is("CONCURRENTLY")), null, []) : null;
    }
}
