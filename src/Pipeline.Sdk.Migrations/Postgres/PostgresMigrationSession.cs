using System.Collections.Immutable;
using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Pipeline.Sdk.Migrations;

/// <summary>A migrator on a PostgreSQL database: one connection that holds the lock and does the work, so that it cannot go on when the lock is lost.</summary>
internal sealed class PostgresMigrationSession : MigrationSession
{
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
        // A script may have left settings such as search_path behind: the next one starts as the first one did.
        _pipeline.Add("RESET ALL");
        Begin(settings);
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

    // With two processors a reader that wakes up where this session works waits for up to a time slice of it, even beside a processor that is free, and every pause of this
    // session makes that happen anew. So it works for a quarter of a second without one, and then leaves the processors to others for several times as long.
    public override BatchRules BatchRules => new(TimeSpan.FromMilliseconds(250), _database.PostgresOptions.BatchRestRatio, CountsAtOnce: false);

    public override async Task<ImmutableArray<BatchRange>> NextRangesAsync(BatchDirective batch, string? after, int size, int count, CancellationToken cancellationToken) =>
        RangesOf(await RowsAsync(new PostgresRanges(batch).Next(after, size, count), cancellationToken).ConfigureAwait(false));

    public override async Task<ImmutableArray<BatchRange>> RunRangesAsync(BatchTrip trip, CancellationToken cancellationToken)
    {
        var statements = trip.Script.Statements(Engine);
        PostgresScriptGuard.Check(trip.Script, statements, isAlone: false, Outcome);

        // All of them are one trip, so that ranges may be short and the migrator need not wake up for each.
        var own = new int[trip.Ranges.Length];
        var commits = new int[trip.Ranges.Length];
        for (var i = 0; i < own.Length; i++)
        {
            if (i > 0) Begin(GroupSettings.OfRange(trip.Script));
            own[i] = _pipeline.Count;
            _pipeline.Add([.. statements.Select(statement => BatchText.Of(statement, trip.Ranges[i]))]);
            await trip.SaveAsync(trip.Ranges[i], 0).ConfigureAwait(false);
            commits[i] = _pipeline.Count;
            _pipeline.Add("COMMIT");
        }

        _pipeline.Add(new PostgresRanges(trip.Batch).Next(trip.Ranges[^1].To, trip.NextSize, trip.NextCount));
        var rows = await RunPipelineAsync(trip.Script, statements, own, Answered, cancellationToken).ConfigureAwait(false);
        _inTransaction = false;
        return RangesOf(rows);

        void Answered(NpgsqlBatch batch)
        {
            for (var i = 0; i < own.Length && batch.BatchCommands[commits[i]].StatementType != StatementType.Unknown; i++)
            {
                var changing = Enumerable.Range(own[i], statements.Length).Select(index => batch.BatchCommands[index]).Where(command => command.StatementType != StatementType.Select);
                trip.Committed(trip.Ranges[i], changing.Sum(command => (long)command.Rows));
            }
        }
    }

    public override async Task<DatabaseLoad> LoadAsync(CancellationToken cancellationToken) =>
        PostgresLoad.Of((await LoadRowsAsync(PostgresLoad.Query(_connection.ProcessID), cancellationToken).ConfigureAwait(false))[0], _database.Options.MaxWaitingSessions);

    // The account that was given sees other sessions, one for the run alone does not. When its connection is lost, which is told at the end, what is seen has to do.
    private async Task<List<string[]>> LoadRowsAsync(string query, CancellationToken cancellationToken)
    {
        try
        {
            return await RowsAsync(_login?.Admin ?? _connection, query, cancellationToken).ConfigureAwait(false);
        }
        catch (StepFailedException) when (_login is not null && _connection.State == System.Data.ConnectionState.Open)
        {
            return await RowsAsync(_connection, query, cancellationToken).ConfigureAwait(false);
        }
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
        await _pipeline.SendAsync(cancellationToken).ConfigureAwait(false);
        return await RowsAsync(_connection, sql, cancellationToken).ConfigureAwait(false);
    }

    private async Task<List<string[]>> RowsAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        try
        {
#pragma warning disable CA2100 // SQL of the migrator's own.
            var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
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

    private static ImmutableArray<BatchRange> RangesOf(List<string[]> rows) => [.. rows.Select(row => new BatchRange(row[0], row[1]))];

    private void Begin(GroupSettings settings)
    {
        _pipeline.Add(["BEGIN", .. Timeouts("SET LOCAL", settings)]);
        if (settings.IsRange) _pipeline.Add("SET LOCAL synchronous_commit = off");
        _inTransaction = true;
    }

    // All statements travel together, and PostgreSQL executes them one after the other; the failure names its statement.
    private async Task RunAllAsync(MigrationScript script, ImmutableArray<SqlStatement> statements, CancellationToken cancellationToken)
    {
        var own = _pipeline.Count;
        _pipeline.Add([.. statements.Select(statement => statement.Text)]);
        await RunPipelineAsync(script, statements, [own], null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sends what waits. Rows that a script's own statements answer are passed over: they may be of types that this program does not know.</summary>
    /// <param name="script">The script.</param>
    /// <param name="statements">Its statements.</param>
    /// <param name="own">Where they are, each time that they are executed.</param>
    /// <param name="answered">Sees what was answered, also when it is not all.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The ranges that were looked for.</returns>
    private async Task<List<string[]>> RunPipelineAsync(
        MigrationScript script, ImmutableArray<SqlStatement> statements, int[] own, Action<NpgsqlBatch>? answered, CancellationToken cancellationToken)
    {
        var batch = _pipeline.Take();
        await using (batch.ConfigureAwait(false))
        {
            try
            {
                var ranges = new List<string[]>();
                var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
                await using (reader.ConfigureAwait(false))
                {
                    do
                    {
                        while (reader.FieldCount > 0 && reader.GetName(0) == PostgresRanges.FirstKey && await reader.ReadAsync(cancellationToken).ConfigureAwait(false)) ranges.Add(Texts(reader));
                    }
                    while (await reader.NextResultAsync(cancellationToken).ConfigureAwait(false));
                }

                answered?.Invoke(batch);
                return ranges;
            }
            catch (NpgsqlException failure)
            {
                answered?.Invoke(batch);
                cancellationToken.ThrowIfCancellationRequested();

                // The driver may still name the command before, whose rows it was passing over: the first that has no answer yet is the one.
                var index = Math.Max(
                    failure.BatchCommand is NpgsqlBatchCommand failed ? batch.BatchCommands.IndexOf(failed) : 0,
                    Enumerable.Range(0, batch.BatchCommands.Count).FirstOrDefault(i => batch.BatchCommands[i].StatementType == StatementType.Unknown));
                foreach (var first in own.Where(first => index >= first && index < first + statements.Length))
                    throw PostgresFailure.OfStatement(failure, _database.Name, script, statements[index - first], Outcome);

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
