namespace Pipeline.Sdk.Migrations;

/// <summary>What statements without a transaction leave behind when they fail, or when nobody was left to note that they had succeeded.</summary>
internal sealed class PostgresRemains(PostgresMigrationSession session)
{
    public async Task<bool?> IsDoneAsync(SqlStatement statement, CancellationToken cancellationToken)
    {
        if (IndexStatement.Read(statement) is not { Index: { } index } parsed) return null;

        var rows = await session.RowsAsync($"SELECT i.indisvalid FROM pg_index i WHERE i.indexrelid = to_regclass({SqlName.Text(QualifiedIndex(parsed, index))})", cancellationToken).ConfigureAwait(false);
        return parsed.IsDrop ? rows.Count == 0 : rows.Count == 1 && rows[0][0] == "True";
    }

    public async Task CleanUpAsync(SqlStatement statement, Action<string> log, CancellationToken cancellationToken)
    {
        var parsed = IndexStatement.Read(statement);
        if (parsed is null or { IsDrop: true }) return;

        // Without a name, every invalid index of the table that nobody builds at the moment. REINDEX CONCURRENTLY leaves names that end with _ccnew.
        var which = parsed.IsReindex ? "c.relname ~ '_ccnew[0-9]*$'"
            : parsed.Index is { } index ? $"c.oid = to_regclass({SqlName.Text(QualifiedIndex(parsed, index))})"
            : $"i.indrelid = to_regclass({SqlName.Text(parsed.QuotedTable)})";
        var invalid = await session.RowsAsync(
            $"""
            SELECT c.oid::regclass FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
            WHERE NOT i.indisvalid AND {which} AND NOT EXISTS (SELECT 1 FROM pg_stat_progress_create_index p WHERE p.index_relid = c.oid)
            """.Replace("c.oid::regclass", "c.oid::regclass::text", StringComparison.Ordinal),
            cancellationToken).ConfigureAwait(false);
        foreach (var row in invalid)
        {
            log($"Dropping the invalid index {row[0]} that an earlier attempt left behind");
            await session.RunAsync("RESET ALL; SET lock_timeout = 0", cancellationToken).ConfigureAwait(false);
            await session.RunAsync($"DROP INDEX CONCURRENTLY IF EXISTS {row[0]}", cancellationToken).ConfigureAwait(false);
            await session.RunAsync("RESET ALL", cancellationToken).ConfigureAwait(false);
        }
    }

    // A new index lies in the schema of its table, whatever the search path.
    private static string QualifiedIndex(IndexStatement statement, string index) =>
        statement.QuotedSchema.Length > 0 ? $"{statement.QuotedSchema}.{SqlName.Quote(index)}" : SqlName.Quote(index);
}
