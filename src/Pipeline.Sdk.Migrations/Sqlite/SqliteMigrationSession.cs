using System.Collections.Immutable;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Pipeline.Sdk.Migrations;

/// <summary>A migrator on a SQLite database. Its lock is the write lock of its transaction, from <c>BEGIN IMMEDIATE</c> on.</summary>
internal sealed class SqliteMigrationSession(
    SqliteConnection connection, sqlite3 handle, SqliteLockWait wait, string path, SqliteMigrationDatabase database, SqliteMigrationOptions options) : MigrationSession
{
    private readonly SqliteScriptGuard _guard = new(handle);
    private readonly SqliteNumber _dataVersions = new(handle, "data_version");
    private readonly SqliteNumber _schemaVersions = new(handle, "schema_version");
    private readonly SqliteOrder _begin = new(handle, "BEGIN IMMEDIATE");
    private readonly SqliteOrder _commit = new(handle, "COMMIT");
    private bool _enforces = options.EnforceForeignKeys;
    private long _dataVersion = -1;
    private long _schemaWithoutKeys = -1;
    private bool _isRelaxed;
    private bool _hasWaited;
    private bool _wasBusy;

    public override DatabaseEngine Engine => DatabaseEngine.Sqlite;

    public override Task<DbConnection> ConnectionAsync(CancellationToken cancellationToken) => Task.FromResult<DbConnection>(connection);

    public override HistoryStore History { get; } = new(connection, HistoryLayout.Sqlite, new SqliteHistoryWriter(handle), database.Name);

    private bool InTransaction => raw.sqlite3_get_autocommit(handle) == 0;

    public override async Task<bool> BeginAsync(GroupSettings settings, CancellationToken cancellationToken)
    {
        var enforces = options.EnforceForeignKeys && !settings.SuspendsForeignKeys;
        if (InTransaction && enforces == _enforces)
        {
            if (_dataVersion < 0) _dataVersion = Read(_dataVersions);
            return false;
        }

        // Nothing was written yet, or BEGIN would not have been asked for. The setting has no effect within a transaction.
        if (InTransaction) await RollbackAsync().ConfigureAwait(false);
        if (enforces != _enforces)
        {
            Check(raw.sqlite3_exec(handle, enforces ? "PRAGMA foreign_keys = ON" : "PRAGMA foreign_keys = OFF"));
            _enforces = enforces;
        }

        Relax(settings.IsRange);
        Check(await wait.UntilFreeAsync(_begin.Run, cancellationToken, Outcome).ConfigureAwait(false));
        _hasWaited = wait.HasWaited;

        // The number changes when another connection has committed since.
        var version = Read(_dataVersions);
        var isChanged = version != _dataVersion;
        _dataVersion = version;
        return isChanged;
    }

    public override async Task CommitAsync(CancellationToken cancellationToken)
    {
        var violations = Violations();
        if (violations is not null) throw MigrationDiagnostics.ForeignKeysViolated(database.Name, violations, Outcome).ToFailure();

        // Without a write-ahead log a reader can keep COMMIT waiting; the transaction stays open and COMMIT may be repeated.
        Check(await wait.UntilFreeAsync(_commit.Run, cancellationToken, Outcome).ConfigureAwait(false));
    }

    public override Task RollbackAsync()
    {
        // SQLite has rolled back by itself after some errors (a full disk). If this ROLLBACK fails, closing the connection rolls back.
        if (InTransaction) _ = raw.sqlite3_exec(handle, "ROLLBACK");
        History.Forget();
        _schemaWithoutKeys = -1;
        return Task.CompletedTask;
    }

    public override async Task ExecuteAsync(MigrationScript script, IStatementObserver? observer, CancellationToken cancellationToken) =>
        await RunAsync(script, script.Text, 1, isAlone: false, script.Directives.StatementTimeout, observer, cancellationToken).ConfigureAwait(false);

    public override async Task ExecuteAloneAsync(
        MigrationScript script, SqlStatement statement, GroupSettings settings, IStatementObserver? observer, CancellationToken cancellationToken) =>
        // Outside of a transaction nobody holds the lock for this statement: another migrator or writer may have it just now.
        _ = await wait.UntilFreeAsync(
            async () =>
            {
                try
                {
                    await RunAsync(script, statement.Text, statement.Line, isAlone: true, settings.StatementTimeout, observer, cancellationToken).ConfigureAwait(false);
                    return raw.SQLITE_OK;
                }
                catch (StepFailedException) when (_wasBusy)
                {
                    return raw.SQLITE_BUSY;
                }
            },
            cancellationToken,
            Outcome).ConfigureAwait(false);

    // VACUUM and pragmas may run twice; of the others SQLite's own IF [NOT] EXISTS tells.
    public override Task<bool?> IsDoneAsync(SqlStatement statement, CancellationToken cancellationToken) => Task.FromResult<bool?>(null);

    public override Task CleanUpAsync(SqlStatement statement, Action<string> log, CancellationToken cancellationToken) => Task.CompletedTask;

    // Readers see the last commit meanwhile, and writers are given way by LoadAsync.
    public override BatchRules BatchRules { get; } = new(TimeSpan.Zero, RestRatio: 0, CountsAtOnce: true);

    public override Task<ImmutableArray<BatchRange>> NextRangesAsync(BatchDirective batch, string? after, int size, int count, CancellationToken cancellationToken) =>
        Answer<ImmutableArray<BatchRange>>(() => new SqliteRanges(connection, batch).Next(after, size) is { } range ? [range] : []);

    public override async Task<ImmutableArray<BatchRange>> RunRangesAsync(BatchTrip trip, CancellationToken cancellationToken)
    {
        var (script, range) = (trip.Script, trip.Ranges.Single());
        var changes = 0L;
        foreach (var statement in script.Statements(Engine))
            changes += await RunAsync(script, BatchText.Of(statement, range), statement.Line, isAlone: false, script.Directives.StatementTimeout, null, cancellationToken).ConfigureAwait(false);
        await trip.SaveAsync(range, changes).ConfigureAwait(false);
        await CommitAsync(cancellationToken).ConfigureAwait(false);
        trip.Committed(range, changes);
        return await NextRangesAsync(trip.Batch, range.To, trip.NextSize, trip.NextCount, cancellationToken).ConfigureAwait(false);
    }

    // SQLite has one writer: others that write have made this migrator wait for the lock, and get it while it rests, once for every time it waited.
    public override Task<DatabaseLoad> LoadAsync(CancellationToken cancellationToken)
    {
        var load = _hasWaited ? new DatabaseLoad("others write", 0) : DatabaseLoad.None;
        _hasWaited = false;
        return Task.FromResult(load);
    }

    public override bool IsTransient(Exception failure) => false;

    public override Task<bool> HasObjectsAsync(CancellationToken cancellationToken) => Answer(() =>
        SqliteSnapshots.Number(connection, $"SELECT count(*) FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND tbl_name NOT IN ('{HistoryLayout.SqliteTable}', '{HistoryLayout.SqliteEvents}')") > 0);

    public override Task<string> BackUpAsync(string? folder, Action<string> log, CancellationToken cancellationToken) =>
        Answer(() => SqliteBackup.Take(path, folder ?? Path.Combine(Path.GetDirectoryName(path) ?? ".", "backups"), database.Name, database.Time.GetUtcNow()));

    public override Task<DatabaseSnapshot> SnapshotAsync(ImmutableArray<string> volatileColumns, CancellationToken cancellationToken) =>
        Answer(() => new SqliteSnapshots(connection, volatileColumns).Take());

    public override Task<ImmutableArray<TableSize>> SizesAsync(CancellationToken cancellationToken) => Answer(
        () => new SqliteSnapshots(connection, []).Tables().Select(table => new TableSize(table, SqliteSnapshots.Number(connection, $"SELECT count(*) FROM {SqlName.Quote(table)}"), -1)).ToImmutableArray());

    public override Task<bool> TableExistsAsync(string table, CancellationToken cancellationToken) =>
        Answer(() => SqliteSnapshots.Number(connection, $"SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = {SqlName.Text(table)} COLLATE NOCASE") > 0);

    public override async ValueTask DisposeAsync()
    {
        await RollbackAsync().ConfigureAwait(false);
        _dataVersions.Dispose();
        _schemaVersions.Dispose();
        _begin.Dispose();
        _commit.Dispose();
        _guard.Dispose();
        await History.DisposeAsync().ConfigureAwait(false);
        await connection.DisposeAsync().ConfigureAwait(false);
    }

    private async Task<long> RunAsync(
        MigrationScript script, string text, int line, bool isAlone, TimeSpan? timeout, IStatementObserver? observer, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(timeout ?? options.StatementTimeout, database.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var runner = new SqliteScriptRunner(connection, handle, _guard, database.Name, _enforces, Outcome) { IsAlone = isAlone };
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var noted = limit.Token.Register(() => runner.TimedOut = true);
            _guard.Watch(isAlone);
            await runner.RunAsync(script.File, text, line, script, observer, either.Token).ConfigureAwait(false);
            return runner.Changes;
        }
        catch (SqliteException error)
        {
            throw SqliteFailure.From(error, database.Name, Outcome);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw MigrationDiagnostics.StatementTimeout(script.File, line, Outcome).ToFailure();
        }
        finally
        {
            _wasBusy = runner.WasBusy;
            _guard.IsSuspended = true;
        }
    }

    // Reading every table for references that lead nowhere is spared as long as the schema is one of which it is known that it has none.
    private string? Violations()
    {
        try
        {
            var version = Read(_schemaVersions);
            if (version == _schemaWithoutKeys) return null;
            if (SqliteForeignKeys.MayExist(connection)) return SqliteForeignKeys.Violations(connection);

            _schemaWithoutKeys = version;
            return null;
        }
        catch (SqliteException error)
        {
            throw SqliteFailure.From(error, database.Name, Outcome);
        }
    }

    // With a write-ahead log NORMAL loses at most the last commits when the machine crashes, and never consistency; without one it is left alone.
    // Copying the log into the file after every range would write every page twice as often.
    private void Relax(bool isRange)
    {
        if (isRange == _isRelaxed || (isRange && SqliteSnapshots.Number(connection, "SELECT count(*) FROM pragma_journal_mode WHERE journal_mode = 'wal'") == 0)) return;

        Check(raw.sqlite3_exec(handle, isRange ? "PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 10000" : "PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 1000"));
        _isRelaxed = isRange;
    }

    private long Read(SqliteNumber number)
    {
        var (code, value) = number.Read();
        Check(code);
        return value;
    }

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK) throw SqliteFailure.From(handle, code, database.Name, Outcome);
    }

    private Task<T> Answer<T>(Func<T> work)
    {
        try
        {
            return Task.FromResult(work());
        }
        catch (SqliteException error)
        {
            return Task.FromException<T>(SqliteFailure.From(error, database.Name, Outcome));
        }
    }
}
