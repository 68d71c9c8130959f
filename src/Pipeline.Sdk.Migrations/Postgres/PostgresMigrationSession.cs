using System.Collections.Immutable;
using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Pipeline.Sdk.Migrations;

/// <summary>A migrator on a PostgreSQL database: one connection that holds the lock and does the work, so that it cannot go on when the lock is lost.</summary>
internal sealed class PostgresMigrationSession : MigrationSession
{
    private const string FirstKey = "pipeline_first_key";

    private readonly NpgsqlConnection _connection;
    private readonly PostgresMigrationDatabase _database;
    private readonly PostgresLogin? _login;
    private readonly PostgresPipeline _pipeline;
    private bool _inTransaction;

    public PostgresMigrationSession(NpgsqlConnection connection, PostgresMigrationDatabase database, PostgresLogin? login)
    {
        (_connection, _database, _login) = (connection, database, login);
        _pipeline = new PostgresPipeline(connection, failure => PostgresFailure.Of(failure, database.Name, Outcome));
        History = new HistoryStore(connection, HistoryLayout.Postgres, _pipeline, database.Name);
    }

    public override DatabaseEngine Engine => DatabaseEngine.Postgres;

    public override HistoryStore History { get; }

    public override async Task<DbConnection> ConnectionAsync(CancellationToken cancellationToken)
    {
        await _pipeline.SendAsync(cancellationToken).ConfigureAwait(false);
        return _connection;
    }

    public override Task<bool> BeginAsync(GroupSettings settings, CancellationToken cancellationToken)
    {
        // Rests in the server, where it costs no trip. It takes whole milliseconds.
        if (settings.Rest > TimeSpan.Zero) _pipeline.Add($"SELECT pg_sleep({settings.Rest.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture)})");

        // A script may have left settings such as search_path behind: the next one starts as the first one did.
        _pipeline.Add(["RESET ALL", "BEGIN", .. Timeouts("SET LOCAL", settings)]);
        if (settings.IsRange) _pipeline.Add("SET LOCAL synchronous_commit = off");
        _inTransaction = true;
        return Task.FromResult(false);
    }

    public override async Task CommitAsync(CancellationToken cancellationToken)
    {
        _pipeline.Add("COMMIT");
        await _pipeline.SendAsync(cancellationToken).ConfigureAwait(false);
        _inTransaction = false;
    }

    public override async Task RollbackAsync()
    {
        History.Forget();
        _pipeline.Clear();
        if (!_inTransaction || _connection.FullState.HasFlag(System.Data.ConnectionState.Broken) || _connection.State != System.Data.ConnectionState.Open) return;

        _inTransaction = false;
        try
        {
            await RunAsync("ROLLBACK", CancellationToken.None).ConfigureAwait(false);
        }
        catch (StepFailedException)
        {
            // The connection is gone, and the server has rolled back by itself: the failure that led here is the one to tell.
        }
    }

    public override async Task ExecuteAsync(MigrationScript script, IStatementObserver? observer, CancellationToken cancellationToken)
    {
        var statements = script.Statements(Engine);
        PostgresScriptGuard.Check(script, statements, isAlone: false, Outcome);
        if (observer is null)
        {
            await RunAllAsync(script, statements, cancellationToken).ConfigureAwait(false);
            return;
        }

        foreach (var statement in statements)
        {
            var began = Stopwatch.GetTimestamp();
            await RunAllAsync(script, [statement], cancellationToken).ConfigureAwait(false);
            await observer.OnStatementAsync(script, statement.Line, statement.Short, Stopwatch.GetElapsedTime(began), cancellationToken).ConfigureAwait(false);
        }
    }

    public override async Task ExecuteAloneAsync(
        MigrationScript script, SqlStatement statement, GroupSettings settings, IStatementObserver? observer, CancellationToken cancellationToken)
    {
        PostgresScriptGuard.Check(script, [statement], isAlone: true, Outcome);

        // CONCURRENTLY waits for old transactions and lets everybody else work meanwhile: a short lock timeout would only leave invalid indexes.
        await RunAsync(string.Join("; ", ["RESET ALL", "SET lock_timeout = 0", .. Timeouts("SET", settings)]), cancellationToken).ConfigureAwait(false);
        var began = Stopwatch.GetTimestamp();
        await RunAllAsync(script, [statement], cancellationToken).ConfigureAwait(false);
        await RunAsync("RESET ALL", cancellationToken).ConfigureAwait(false);
        if (observer is not null)
            await observer.OnStatementAsync(script, statement.Line, statement.Short, Stopwatch.GetElapsedTime(began), cancellationToken).ConfigureAwait(false);
    }

    public override Task<bool?> IsDoneAsync(SqlStatement statement, CancellationToken cancellationToken) => new PostgresRemains(this).IsDoneAsync(statement, cancellationToken);

    public override Task CleanUpAsync(SqlStatement statement, Action<string> log, CancellationToken cancellationToken) =>
        new PostgresRemains(this).CleanUpAsync(statement, log, cancellationToken);

    public override async Task<BatchRange?> NextRangeAsync(BatchDirective batch, string? after, int size, CancellationToken cancellationToken) =>
        RangeOf((await RowsAsync(Ends(batch, after, size), cancellationToken).ConfigureAwait(false))[0]);

    public override async Task<(long Changes, BatchRange? Next)> RunRangeAsync(
        MigrationScript script, ImmutableArray<SqlStatement> statements, BatchDirective batch, BatchRange range, int size, Func<long, Task> save, CancellationToken cancellationToken)
    {
        PostgresScriptGuard.Check(script, statements, isAlone: false, Outcome);

        // All of it is one trip, so that a range may be short. The look for the next range is before the COMMIT: one that fails takes the range back with it, which is
        // then tried again as a whole.
        var own = _pipeline.AddScript([.. statements.Select(statement => BatchText.Of(statement, range))]);
        await save(0).ConfigureAwait(false);
        _pipeline.Add(Ends(batch, range.To, size), "COMMIT");
        var (changes, ends) = await RunPipelineAsync(script, statements, own, cancellationToken).ConfigureAwait(false);
        _inTransaction = false;
        return (changes, RangeOf(ends));
    }

    public override bool CountsRanges => false;

    public override double RestShare => 1.0 / 15;

    public override TimeSpan LoadInterval => TimeSpan.FromMilliseconds(250);

    public override async Task<string?> LoadAsync(CancellationToken cancellationToken)
    {
        var rows = await RowsAsync(
            """
            SELECT (SELECT count(DISTINCT pid) FROM pg_locks WHERE NOT granted)
              + (SELECT count(*) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND state = 'active' AND wait_event_type IN ('LWLock', 'IO', 'BufferPin')),
              coalesce((SELECT extract(epoch FROM max(replay_lag)) FROM pg_stat_replication), 0)::int
            """,
            cancellationToken).ConfigureAwait(false);
        if (int.Parse(rows[0][0], CultureInfo.InvariantCulture) > _database.Options.MaxWaitingSessions) return $"{rows[0][0]} sessions wait";

        return int.Parse(rows[0][1], CultureInfo.InvariantCulture) > 10 ? $"a replica is {rows[0][1]} s behind" : null;
    }

    public override bool IsTransient(Exception failure) => PostgresFailure.IsTransient(failure);

    public override async Task<bool> HasObjectsAsync(CancellationToken cancellationToken) => (await RowsAsync(
        $"""
        SELECT EXISTS (SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
          WHERE n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', '{HistoryLayout.PostgresSchema}') AND c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
            AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e'))::text
        """,
        cancellationToken).ConfigureAwait(false))[0][0] == "true";

    public override Task<string> BackUpAsync(string? folder, Action<string> log, CancellationToken cancellationToken) =>
        folder is null ? throw MigrationDiagnostics.NoBackupFolder(_database.Name).ToFailure() : new PostgresBackup(_database).TakeAsync(folder, cancellationToken);

    public override Task<DatabaseSnapshot> SnapshotAsync(ImmutableArray<string> volatileColumns, CancellationToken cancellationToken) =>
        new PostgresSnapshots(this, volatileColumns).TakeAsync(cancellationToken);

    public override async Task<ImmutableArray<TableSize>> SizesAsync(CancellationToken cancellationToken)
    {
        var rows = await RowsAsync(
            $"""
            SELECT CASE n.nspname WHEN 'public' THEN c.relname ELSE n.nspname || '.' || c.relname END, greatest(c.reltuples, -1)::bigint, pg_total_relation_size(c.oid)
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p') AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', '{HistoryLayout.PostgresSchema}') ORDER BY 1
            """,
            cancellationToken).ConfigureAwait(false);
        return [.. rows.Select(row => new TableSize(row[0], long.Parse(row[1], CultureInfo.InvariantCulture), long.Parse(row[2], CultureInfo.InvariantCulture)))];
    }

    public override async Task<bool> TableExistsAsync(string table, CancellationToken cancellationToken) =>
        (await RowsAsync($"SELECT to_regclass({SqlName.Text(SqlName.Quote(table))}) IS NOT NULL", cancellationToken).ConfigureAwait(false))[0][0] == "True";

    public override async ValueTask DisposeAsync()
    {
        await RollbackAsync().ConfigureAwait(false);
        await _connection.DisposeAsync().ConfigureAwait(false);
        if (_login is not null) await _login.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Executes SQL of the migrator's own.</summary>
    internal async Task RunAsync(string sql, CancellationToken cancellationToken)
    {
        try
        {
            await _pipeline.SendAsync(cancellationToken).ConfigureAwait(false);
            var command = new NpgsqlCommand(sql, _connection);
            await using (command.ConfigureAwait(false)) await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (NpgsqlException failure)
        {
            throw PostgresFailure.Of(failure, _database.Name, Outcome);
        }
    }

    /// <summary>Reads with SQL of the migrator's own; NULL is an empty text.</summary>
    internal async Task<List<string[]>> RowsAsync(string sql, CancellationToken cancellationToken)
    {
        try
        {
            await _pipeline.SendAsync(cancellationToken).ConfigureAwait(false);
            var command = new NpgsqlCommand(sql, _connection);
            await using (command.ConfigureAwait(false))
            {
                var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
                await using (reader.ConfigureAwait(false))
                {
                    var rows = new List<string[]>();
                    while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false)) rows.Add(Texts(reader));
                    return rows;
                }
            }
        }
        catch (NpgsqlException failure)
        {
            throw PostgresFailure.Of(failure, _database.Name, Outcome);
        }
    }

    private static string[] Texts(NpgsqlDataReader reader) =>
        [.. Enumerable.Range(0, reader.FieldCount).Select(column => Convert.ToString(reader.GetValue(column), CultureInfo.InvariantCulture) ?? "")];

    // Passing over keys by OFFSET costs a tenth of counting them; the newest key is looked for when there are not as many. Keys of every type are ordered, but not of
    // every type is there a min().
    private static string Ends(BatchDirective batch, string? after, int size)
    {
        var (table, key) = (SqlName.QuoteParts(batch.Table, DatabaseEngine.Postgres), SqlName.QuoteParts(batch.Key, DatabaseEngine.Postgres));
        var rest = $"FROM {table} WHERE {(after is null ? $"{key} IS NOT NULL" : $"{key} > {after}")} ORDER BY {key}";
        return $"SELECT {One("LIMIT 1")} AS {FirstKey}, coalesce({One($"LIMIT 1 OFFSET {(size - 1).ToString(CultureInfo.InvariantCulture)}")}, {One("DESC LIMIT 1")})";

        string One(string order) => $"(SELECT quote_literal(k::text) || '::' || pg_typeof(k) FROM (SELECT {key} AS k {rest} {order}) r)";
    }

    private static BatchRange? RangeOf(string[] ends) => ends[0].Length == 0 ? null : new BatchRange(ends[0], ends[1]);

    // All statements travel together, and PostgreSQL executes them one after the other; the failure names its statement.
    private async Task RunAllAsync(MigrationScript script, ImmutableArray<SqlStatement> statements, CancellationToken cancellationToken) =>
        await RunPipelineAsync(script, statements, _pipeline.AddScript([.. statements.Select(statement => statement.Text)]), cancellationToken).ConfigureAwait(false);

    // Rows that a script's own statements answer are passed over: they may be of types that this program does not know.
    private async Task<(long Changes, string[] Ends)> RunPipelineAsync(MigrationScript script, ImmutableArray<SqlStatement> statements, int own, CancellationToken cancellationToken)
    {
        var batch = _pipeline.Take();
        await using (batch.ConfigureAwait(false))
        {
            try
            {
                var ends = Array.Empty<string>();
                var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
                await using (reader.ConfigureAwait(false))
                {
                    do
                    {
                        if (reader.FieldCount > 0 && reader.GetName(0) == FirstKey && await reader.ReadAsync(cancellationToken).ConfigureAwait(false)) ends = Texts(reader);
                    }
                    while (await reader.NextResultAsync(cancellationToken).ConfigureAwait(false));
                }

                var commands = Enumerable.Range(own, statements.Length).Select(index => batch.BatchCommands[index]);
                return (commands.Where(command => command.StatementType is not StatementType.Select).Sum(command => (long)command.Rows), ends);
            }
            catch (NpgsqlException failure)
            {
                cancellationToken.ThrowIfCancellationRequested();

                // The driver may still name the command before, whose rows it was passing over: the first that has no answer yet is the one.
                var index = Math.Max(
                    failure.BatchCommand is NpgsqlBatchCommand failed ? batch.BatchCommands.IndexOf(failed) : 0,
                    Enumerable.Range(0, batch.BatchCommands.Count).FirstOrDefault(i => batch.BatchCommands[i].StatementType == StatementType.Unknown));
                if (index >= own && index < own + statements.Length) throw PostgresFailure.OfStatement(failure, _database.Name, script, statements[index - own], Outcome);

                throw PostgresFailure.Of(failure, _database.Name, Outcome);
            }
        }
    }

    private static string[] Timeouts(string set, GroupSettings settings) =>
    [
        .. settings.LockTimeout is { } wait ? (string[])[$"{set} lock_timeout = {PostgresSettings.Milliseconds(wait)}"] : [],
        .. settings.StatementTimeout is { } limit ? (string[])[$"{set} statement_timeout = {PostgresSettings.Milliseconds(limit)}"] : [],
    ];
}
