using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Pipeline.Sdk.Migrations;

/// <summary>A migrator on a SQLite database. Its lock is the write lock of its transaction, from <c>BEGIN IMMEDIATE</c> on.</summary>
internal sealed class SqliteMigrationSession(
    SqliteConnection connection, sqlite3 handle, SqliteLockWait wait, string path, SqliteMigrationDatabase database, SqliteMigrationOptions options) : MigrationSession
{
    private bool _enforces = options.EnforceForeignKeys;
    private long _dataVersion = -1;
    private bool _isRelaxed;
    private bool _hasWaited;

    public override DatabaseEngine Engine => DatabaseEngine.Sqlite;

    public override DbConnection Connection => connection;

    public override HistoryStore History { get; } = new(connection, HistoryLayout.Sqlite, database.Name);

    private bool InTransaction => raw.sqlite3_get_autocommit(handle) == 0;

    public override async Task<bool> BeginAsync(GroupSettings settings, CancellationToken cancellationToken)
    {
        var enforces = options.EnforceForeignKeys && !settings.SuspendsForeignKeys;
        if (InTransaction && enforces == _enforces)
        {
            if (_dataVersion < 0) _dataVersion = await ScalarAsync("PRAGMA data_version").ConfigureAwait(false);
            return false;
        }

        // Nothing was written yet, or BEGIN would not have been asked for. The setting has no effect within a transaction.
        if (InTransaction) await RollbackAsync().ConfigureAwait(false);
        if (enforces != _enforces)
        {
            Check(raw.sqlite3_exec(handle, enforces ? "PRAGMA foreign_keys = ON" : "PRAGMA foreign_keys = OFF"));
            _enforces = enforces;
        }

        await RelaxAsync(settings.IsRange).ConfigureAwait(false);
        Check(await wait.UntilFreeAsync(() => raw.sqlite3_exec(handle, "BEGIN IMMEDIATE"), cancellationToken).ConfigureAwait(false));
        _hasWaited = wait.HasWaited;

        // The number changes when another connection has committed since.
        var version = await ScalarAsync("PRAGMA data_version").ConfigureAwait(false);
        var isChanged = version != _dataVersion;
        _dataVersion = version;
        return isChanged;
    }

    public override async Task CommitAsync(CancellationToken cancellationToken)
    {
        var violations = await OnPoolAsync(() => SqliteForeignKeys.Violations(connection), cancellationToken).ConfigureAwait(false);
        if (violations is not null) throw MigrationDiagnostics.ForeignKeysViolated(database.Name, violations, Outcome).ToFailure();

        // Without a write-ahead log a reader can keep COMMIT waiting; the transaction stays open and COMMIT may be repeated.
        Check(await wait.UntilFreeAsync(() => raw.sqlite3_exec(handle, "COMMIT"), cancellationToken).ConfigureAwait(false));
    }

    public override Task RollbackAsync()
    {
        // SQLite has rolled back by itself after some errors (a full disk). If this ROLLBACK fails, closing the connection rolls back.
        if (InTransaction) _ = raw.sqlite3_exec(handle, "ROLLBACK");
        History.Forget();
        return Task.CompletedTask;
    }

    public override async Task ExecuteAsync(MigrationScript script, IStatementObserver? observer, CancellationToken cancellationToken) =>
        await RunAsync(script, script.Text, 1, isAlone: false, script.Directives.StatementTimeout, observer, cancellationToken).ConfigureAwait(false);

    public override async Task ExecuteAloneAsync(
        MigrationScript script, SqlStatement statement, GroupSettings settings, IStatementObserver? observer, CancellationToken cancellationToken) =>
        await RunAsync(script, statement.Text, statement.Line, isAlone: true, settings.StatementTimeout, observer, cancellationToken).ConfigureAwait(false);

    // VACUUM and pragmas may run twice; of the others SQLite's own IF [NOT] EXISTS tells.
    public override Task<bool?> IsDoneAsync(SqlStatement statement, CancellationToken cancellationToken) => Task.FromResult<bool?>(null);

    public override Task CleanUpAsync(SqlStatement statement, Action<string> log, CancellationToken cancellationToken) => Task.CompletedTask;

    public override Task<BatchRange?> NextRangeAsync(BatchDirective batch, string? after, int size, CancellationToken cancellationToken) => OnPoolAsync(
        () =>
        {
            var (table, key) = (SqlName.QuoteParts(batch.Table, Engine), SqlName.QuoteParts(batch.Key, Engine));
            using var command = connection.CreateCommand();
            command.CommandText = $"""
                SELECT quote(min(k)), quote(max(k)), count(*) FROM
                (SELECT {key} AS k FROM {table} WHERE {key} IS NOT NULL{(after is null ? "" : $" AND {key} > {after}")} ORDER BY {key} LIMIT {size.ToString(CultureInfo.InvariantCulture)})
                """;
            using var reader = command.ExecuteReader();
            return reader.Read() && reader.GetInt64(2) > 0 ? new BatchRange(reader.GetString(0), reader.GetString(1), reader.GetInt64(2)) : null;
        },
        cancellationToken);

    public override async Task<long> ExecuteRangeAsync(MigrationScript script, SqlStatement statement, BatchRange range, CancellationToken cancellationToken) =>
        await RunAsync(script, BatchText.Of(statement, range), statement.Line, isAlone: false, script.Directives.StatementTimeout, null, cancellationToken).ConfigureAwait(false);

    // SQLite has one writer: others that write have made this migrator wait for the lock, and get it while it rests.
    public override Task<string?> LoadAsync(CancellationToken cancellationToken) =>
        Task.FromResult(_hasWaited ? "others write" : null);

    public override bool IsTransient(Exception failure) => false;

    public override async Task<bool> HasObjectsAsync(CancellationToken cancellationToken) =>
        await ScalarAsync($"SELECT count(*) FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND tbl_name NOT IN ('{HistoryLayout.SqliteTable}', '{HistoryLayout.SqliteEvents}')")
            .ConfigureAwait(false) > 0;

    public override Task<string> BackUpAsync(string? folder, Action<string> log, CancellationToken cancellationToken) => OnPoolAsync(
        () => SqliteBackup.Take(path, folder ?? Path.Combine(Path.GetDirectoryName(path) ?? ".", "backups"), database.Name, database.Time.GetUtcNow()), cancellationToken);

    public override Task<DatabaseSnapshot> SnapshotAsync(ImmutableArray<string> volatileColumns, CancellationToken cancellationToken) =>
        OnPoolAsync(() => new SqliteSnapshots(connection, volatileColumns).Take(), cancellationToken);

    public override Task<ImmutableArray<TableSize>> SizesAsync(CancellationToken cancellationToken) => OnPoolAsync(
        () => new SqliteSnapshots(connection, []).Tables().Select(table => new TableSize(table, SqliteSnapshots.Number(connection, $"SELECT count(*) FROM {SqlName.Quote(table)}"), -1)).ToImmutableArray(),
        cancellationToken);

    public override async Task<bool> TableExistsAsync(string table, CancellationToken cancellationToken) =>
        await ScalarAsync($"SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = {SqlName.Text(table)} COLLATE NOCASE").ConfigureAwait(false) > 0;

    public override async ValueTask DisposeAsync()
    {
        await RollbackAsync().ConfigureAwait(false);
        await connection.DisposeAsync().ConfigureAwait(false);
    }

    private async Task<long> RunAsync(
        MigrationScript script, string text, int line, bool isAlone, TimeSpan? timeout, IStatementObserver? observer, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(timeout ?? options.StatementTimeout, database.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            // SQLite has no asynchronous calls, and a script may run for minutes: the caller's thread stays free.
            return await Task.Run(
                async () =>
                {
                    using var guard = new SqliteScriptGuard(handle, isAlone);
                    var runner = new SqliteScriptRunner(connection, handle, guard, database.Name, _enforces, Outcome) { IsAlone = isAlone };
                    using var noted = limit.Token.Register(() => runner.TimedOut = true);
                    await runner.RunAsync(script.File, text, line, script, observer, either.Token).ConfigureAwait(false);
                    return runner.Changes;
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (SqliteException error)
        {
            throw SqliteFailure.From(error, database.Name);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw MigrationDiagnostics.StatementTimeout(script.File, line, Outcome).ToFailure();
        }
    }

    // With a write-ahead log NORMAL loses at most the last commits when the machine crashes, and never consistency; without one it is left alone.
    // Copying the log into the file after every range would write every page twice as often.
    private async Task RelaxAsync(bool isRange)
    {
        if (isRange == _isRelaxed || (isRange && await ScalarAsync("SELECT count(*) FROM pragma_journal_mode WHERE journal_mode = 'wal'").ConfigureAwait(false) == 0)) return;

        Check(raw.sqlite3_exec(handle, isRange ? "PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 10000" : "PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 1000"));
        _isRelaxed = isRange;
    }

    private Task<long> ScalarAsync(string sql) => OnPoolAsync(() => SqliteSnapshots.Number(connection, sql), CancellationToken.None);

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK) throw SqliteFailure.From(handle, code, database.Name);
    }

    private async Task<T> OnPoolAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        try
        {
            return await Task.Run(work, cancellationToken).ConfigureAwait(false);
        }
        catch (SqliteException error)
        {
            throw SqliteFailure.From(error, database.Name);
        }
    }
}
