using System.Collections.Immutable;

namespace Pipeline.Sdk.Migrations;

/// <summary>Reads a PostgreSQL database's schema from its catalogs as single facts, and lets the server hash its rows.</summary>
internal sealed class PostgresSnapshots(PostgresMigrationSession session, ImmutableArray<string> volatileColumns)
{
    // A column's position is left out: it changes when a column is dropped and added again, and nothing that names its columns sees it.
    private const string Objects = """
        WITH s AS (SELECT oid, nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname NOT IN ('information_schema', 'pipeline_sdk')),
          own AS (SELECT objid FROM pg_depend WHERE deptype = 'e')
        SELECT 'schema ' || nspname, '' FROM s WHERE oid NOT IN (SELECT objid FROM own)
        UNION ALL SELECT CASE c.relkind WHEN 'v' THEN 'view ' WHEN 'm' THEN 'view ' WHEN 'S' THEN 'sequence ' ELSE 'table ' END || s.nspname || '.' || c.relname,
          CASE WHEN c.relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid) WHEN c.relkind = 'S' THEN (SELECT format('%s %s %s %s', format_type(q.seqtypid, null), q.seqstart, q.seqincrement, q.seqcycle) FROM pg_sequence q WHERE q.seqrelid = c.oid)
          ELSE c.relkind::text || ' ' || c.relrowsecurity || ' ' || coalesce(pg_get_partkeydef(c.oid), '') || ' ' || coalesce(pg_get_expr(c.relpartbound, c.oid), '') || ' ' || coalesce(array_to_string(c.reloptions, ','), '') END
          || ' owner ' || pg_get_userbyid(c.relowner) || ' ' || coalesce((SELECT string_agg(a::text, ',' ORDER BY a::text) FROM unnest(c.relacl) a WHERE split_part(a::text, '=', 1) <> pg_get_userbyid(c.relowner)), '') || ' ' || coalesce(obj_description(c.oid, 'pg_class'), '')
          FROM pg_class c JOIN s ON s.oid = c.relnamespace WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f') AND c.oid NOT IN (SELECT objid FROM own)
        UNION ALL SELECT 'column ' || s.nspname || '.' || c.relname || '.' || a.attname,
          format_type(a.atttypid, a.atttypmod) || CASE WHEN a.attnotnull THEN ' not null' ELSE '' END || ' ' || coalesce(pg_get_expr(d.adbin, d.adrelid), '') || ' ' || a.attidentity::text || a.attgenerated::text || ' ' || coalesce(l.collname, '') || ' ' || coalesce(col_description(c.oid, a.attnum), '')
          FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN s ON s.oid = c.relnamespace LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum LEFT JOIN pg_collation l ON l.oid = a.attcollation
          WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p', 'f')
        UNION ALL SELECT 'constraint ' || s.nspname || '.' || c.relname || '.' || k.conname, pg_get_constraintdef(k.oid) || ' ' || k.convalidated
          FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN s ON s.oid = c.relnamespace
        UNION ALL SELECT 'index ' || s.nspname || '.' || c.relname, pg_get_indexdef(c.oid) || ' ' || i.indisvalid
          FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN s ON s.oid = c.relnamespace
        UNION ALL SELECT 'trigger ' || s.nspname || '.' || c.relname || '.' || t.tgname, pg_get_triggerdef(t.oid) || ' ' || t.tgenabled::text
          FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN s ON s.oid = c.relnamespace WHERE NOT t.tgisinternal
        UNION ALL SELECT 'policy ' || s.nspname || '.' || c.relname || '.' || p.polname, p.polcmd::text || ' ' || coalesce(pg_get_expr(p.polqual, p.polrelid), '') || ' ' || coalesce(pg_get_expr(p.polwithcheck, p.polrelid), '')
          FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid JOIN s ON s.oid = c.relnamespace
        UNION ALL SELECT 'function ' || s.nspname || '.' || f.proname || '(' || pg_get_function_identity_arguments(f.oid) || ')',
          CASE WHEN f.prokind = 'a' THEN 'aggregate' ELSE pg_get_functiondef(f.oid) END || ' owner ' || pg_get_userbyid(f.proowner)
          FROM pg_proc f JOIN s ON s.oid = f.pronamespace WHERE f.oid NOT IN (SELECT objid FROM own)
        UNION ALL SELECT 'type ' || s.nspname || '.' || t.typname, t.typtype::text || ' ' || coalesce((SELECT string_agg(e.enumlabel, ',' ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid), '')
          || ' ' || coalesce(format_type(nullif(t.typbasetype, 0), t.typtypmod), '')
          FROM pg_type t JOIN s ON s.oid = t.typnamespace WHERE t.typtype IN ('e', 'd', 'r') AND t.oid NOT IN (SELECT objid FROM own)
        UNION ALL SELECT 'extension ' || e.extname, e.extversion FROM pg_extension e
        """;

    public async Task<DatabaseSnapshot> TakeAsync(CancellationToken cancellationToken)
    {
        await session.RunAsync("RESET ALL; SET search_path = ''; SET statement_timeout = 0", cancellationToken).ConfigureAwait(false);
        try
        {
            var objects = (await session.RowsAsync(Objects, cancellationToken).ConfigureAwait(false)).ToImmutableSortedDictionary(row => row[0], row => row[1], StringComparer.Ordinal);
            var tables = ImmutableSortedDictionary.CreateBuilder<string, TableData>(StringComparer.Ordinal);
            foreach (var row in await session.RowsAsync(
                """
                SELECT n.nspname, c.relname, coalesce((SELECT string_agg(quote_ident(a.attname), ' ' ORDER BY a.attname) FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped), '')
                FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE c.relkind IN ('r', 'm') AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'pipeline_sdk') ORDER BY 1, 2
                """,
                cancellationToken).ConfigureAwait(false))
                tables[$"{row[0]}.{row[1]}"] = await HashAsync(row[0], row[1], row[2], cancellationToken).ConfigureAwait(false);
            return new DatabaseSnapshot(objects, tables.ToImmutable());
        }
        finally
        {
            await session.RunAsync("RESET ALL", cancellationToken).ConfigureAwait(false);
        }
    }

    // Sums of 64-bit hashes do not depend on the order of rows; two with different seeds make an accident improbable.
    private async Task<TableData> HashAsync(string schema, string table, string columnList, CancellationToken cancellationToken)
    {
        var columns = SqlScript.Split(columnList, DatabaseEngine.Postgres).SelectMany(statement => statement.Words).Select(word => word.Name)
            .Where(column => !volatileColumns.Any(name => Names(schema, table, column, name))).ToArray();
        var sums = string.Concat(columns.Select(column => $", coalesce(sum(hashtextextended(coalesce('=' || {SqlName.Quote(column)}::text, ''), 1)::numeric), 0)::text"));
        var row = columns.Length == 0 ? "''" : $"ROW({string.Join(", ", columns.Select(SqlName.Quote))})::text";
        var found = (await session.RowsAsync(
            $"SELECT count(*)::text, coalesce(sum(hashtextextended({row}, 2)::numeric), 0)::text || '/' || coalesce(sum(hashtextextended({row}, 3)::numeric), 0)::text{sums} FROM {SqlName.Quote(schema)}.{SqlName.Quote(table)}",
            cancellationToken).ConfigureAwait(false))[0];
        return new TableData(
            long.Parse(found[0], System.Globalization.CultureInfo.InvariantCulture),
            found[1],
            columns.Select((column, index) => (column, found[index + 2])).ToImmutableSortedDictionary(pair => pair.column, pair => pair.Item2, StringComparer.Ordinal));
    }

    private static bool Names(string schema, string table, string column, string name) =>
        name.Equals($"{table}.{column}", StringComparison.OrdinalIgnoreCase) || name.Equals($"{schema}.{table}.{column}", StringComparison.OrdinalIgnoreCase);
}
