using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Pipeline.Sdk.Migrations;

/// <summary>
/// Writes what is pending as a file for a person who runs it by <c>psql -f</c> or <c>sqlite3</c>: the same transactions, the entries of the list, and a check in front that the
/// list is where it was when the file was written.
/// </summary>
public static class MigrationScriptWriter
{
    /// <summary>Writes the file's text.</summary>
    /// <param name="folder">The scripts.</param>
    /// <param name="database">The database; it is only read.</param>
    /// <param name="run">On whose behalf; it is written into the entries.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="StepFailedException">Folder and list disagree, or a pending migration is C#, which has no SQL.</exception>
    public static async Task<string> WriteAsync(MigrationFolder folder, MigrationDatabase database, MigrationRun run, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(run);

        ImmutableArray<AppliedMigration> history = [];
        ImmutableArray<MigrationEvent> events = [];
        var session = await database.OpenToReadAsync(cancellationToken).ConfigureAwait(false);
        if (session is not null)
        {
            await using (session.ConfigureAwait(false))
            {
                history = await session.History.ReadAsync(cancellationToken).ConfigureAwait(false);
                events = await session.History.ReadEventsAsync(cancellationToken).ConfigureAwait(false);
                if (!session.History.IsKnown && await session.HasObjectsAsync(cancellationToken).ConfigureAwait(false)) throw MigrationDiagnostics.NotOurs(database.Name).ToFailure();
            }
        }

        var pending = new MigrationRules(folder, database.Options, database.Name).Pending(history, events);
        if (pending.Scripts.FirstOrDefault(script => script.Code is not null) is { } code) throw MigrationDiagnostics.NotScriptable(code.File).ToFailure();

        return Write(folder, database, run, history, pending);
    }

    private static string Write(MigrationFolder folder, MigrationDatabase database, MigrationRun run, ImmutableArray<AppliedMigration> history, PendingMigrations pending)
    {
        var isPostgres = database.Engine == DatabaseEngine.Postgres;
        var layout = isPostgres ? HistoryLayout.Postgres : HistoryLayout.Sqlite;
        var version = history.Select(entry => entry.Version).DefaultIfEmpty().Max();
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"-- {pending.Scripts.Length} migrations for {database.Name}, which was at version {version}. Written {HistoryStore.Text(database.Time.GetUtcNow())}.\n");
        text.Append(isPostgres ? "-- Run it by: psql --no-psqlrc --file FILE\n\\set ON_ERROR_STOP on\n" : "-- Run it by: sqlite3 DATABASE < FILE\n.bail on\n");
        if (pending.Scripts.IsEmpty) return text.Append("-- There is nothing to do.\n").ToString();

        if (database is PostgresMigrationDatabase postgres)
        {
            text.Append(CultureInfo.InvariantCulture, $"SET client_min_messages = warning;\nSELECT pg_advisory_lock({PostgresLock.Key});\n");
            if (postgres.PostgresOptions.LeastPrivilege) text.Append(CultureInfo.InvariantCulture, $"SET ROLE {SqlName.Quote(postgres.Owner)};\n");
            text.Append(CultureInfo.InvariantCulture, $"SET lock_timeout = {PostgresSettings.Milliseconds(postgres.PostgresOptions.StatementLockTimeout)};\nSET statement_timeout = {PostgresSettings.Milliseconds(postgres.Options.StatementTimeout)};\n");
        }

        AppendGuard(text, layout, history, version);
        foreach (var group in pending.Groups(isPostgres ? TransactionMode.PerMigration : database.Options.Transactions == TransactionMode.PerMigration ? TransactionMode.PerMigration : TransactionMode.AllPending))
        {
            var isTransaction = group[0].Directives is { IsTransactional: true } && (group[0].Directives.Batch is null || !isPostgres);
            if (!isPostgres) text.Append(group[0].Directives.SuspendsForeignKeys ? "PRAGMA foreign_keys = OFF;\n" : "PRAGMA foreign_keys = ON;\n");
            if (isTransaction) text.Append(isPostgres ? "BEGIN;\n" : "BEGIN IMMEDIATE;\n");
            foreach (var script in group)
            {
                text.Append(CultureInfo.InvariantCulture, $"\n-- {script.File}\n");
                foreach (var statement in script.Statements(database.Engine)) text.Append(Statement(script, statement)).Append(";\n");
                foreach (var covered in script == pending.Baseline ? folder.Scripts.Where(other => other.Version <= script.Version) : [script])
                    text.Append(Entry(layout, AppliedMigration.Of(covered, run, database.Time.GetUtcNow(), TimeSpan.Zero, AppliedHow.Scripted)));
            }

            if (isTransaction) text.Append("COMMIT;\n");
        }

        return text.ToString();
    }

    // In both dialects a false condition has to become an error: SQLite has none outside of triggers but that of a constraint.
    private static void AppendGuard(StringBuilder text, HistoryLayout layout, ImmutableArray<AppliedMigration> history, long version)
    {
        var condition = string.Create(CultureInfo.InvariantCulture, $"(SELECT count(*) FROM {layout.Table}) = {history.Length} AND (SELECT coalesce(max(version), 0) FROM {layout.Table}) = {version}");
        text.Append(layout.Engine == DatabaseEngine.Postgres ? "BEGIN;\n" : "BEGIN IMMEDIATE;\n");
        foreach (var create in layout.Create) text.Append(create).Append(";\n");
        text.Append(layout.Engine == DatabaseEngine.Postgres
            ? $"DO $pipeline$ BEGIN IF NOT ({condition}) THEN RAISE EXCEPTION 'The list has changed since this file was written. Write it anew.'; END IF; END $pipeline$;\n"
            : $"CREATE TEMP TABLE pipeline_guard (the_list_is_as_it_was INTEGER CHECK (the_list_is_as_it_was));\nINSERT INTO pipeline_guard SELECT {condition};\nDROP TABLE pipeline_guard;\n");
        text.Append("COMMIT;\n");
    }

    private static string Statement(MigrationScript script, SqlStatement statement)
    {
        if (script.Directives.Batch is not { } batch) return statement.Text;

        var (table, key) = (SqlName.QuoteParts(batch.Table, statement.Engine), SqlName.QuoteParts(batch.Key, statement.Engine));
        if (statement.Engine == DatabaseEngine.Sqlite)
            return BatchText.Of(statement, new BatchRange($"(SELECT min({key}) FROM {table})", $"(SELECT max({key}) FROM {table})"));

        return $"""
            DO $pipeline$
            DECLARE pipeline_after {table}.{key}%TYPE; pipeline_from {table}.{key}%TYPE; pipeline_to {table}.{key}%TYPE;
            BEGIN
              LOOP
                SELECT (array_agg(k ORDER BY k))[1], (array_agg(k ORDER BY k DESC))[1] INTO pipeline_from, pipeline_to
                FROM (SELECT {key} AS k FROM {table} WHERE pipeline_after IS NULL OR {key} > pipeline_after ORDER BY {key} LIMIT {batch.Size.ToString(CultureInfo.InvariantCulture)}) r;
                EXIT WHEN pipeline_from IS NULL;
                {BatchText.Of(statement, new BatchRange("pipeline_from", "pipeline_to"))};
                COMMIT;
                pipeline_after := pipeline_to;
              END LOOP;
            END $pipeline$
            """;
    }

    private static string Entry(HistoryLayout layout, AppliedMigration entry)
    {
        var now = layout.Engine == DatabaseEngine.Postgres ? "now()" : "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            INSERT INTO {layout.Table} (id, kind, version, name, checksum, phase, compatible_from, how, applied_at, duration_ms, run_id, applied_by)
            VALUES ({SqlName.Text(entry.Id)}, '{entry.Kind.ToString().ToLowerInvariant()}', {entry.Version}, {SqlName.Text(entry.Name)}, '{entry.Checksum}', '{entry.Phase.ToString().ToLowerInvariant()}', {SqlName.Text(entry.CompatibleFrom)}, '{entry.How}', {now}, 0, {SqlName.Text(entry.RunId)}, {SqlName.Text(entry.AppliedBy)})
            ON CONFLICT (id) DO UPDATE SET checksum = excluded.checksum, how = excluded.how, applied_at = excluded.applied_at, run_id = excluded.run_id, applied_by = excluded.applied_by;

            """);
    }
}
