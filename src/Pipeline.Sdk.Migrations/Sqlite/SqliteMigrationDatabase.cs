using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Pipeline.Sdk.Migrations;

/// <summary>
/// A SQLite database file. Its migration lock is the write lock that <c>BEGIN IMMEDIATE</c> takes, never a row: when a migrator is killed
/// the lock is free at once and what it had done is gone.
/// </summary>
public sealed class SqliteMigrationDatabase : MigrationDatabase
{
    private readonly string _path;
    private readonly SqliteMigrationOptions _options;

    /// <summary>Names a database; nothing is opened yet.</summary>
    /// <param name="path">The file. It is created, in WAL mode and with its folder, when it does not exist.</param>
    /// <param name="options">How it is migrated; null for the defaults.</param>
    /// <param name="time">Measures the wait for the lock; the default is the system's clock.</param>
    public SqliteMigrationDatabase(string path, SqliteMigrationOptions? options = null, TimeProvider? time = null)
        : base(path, options ?? new SqliteMigrationOptions(), time ?? TimeProvider.System)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        _path = Path.GetFullPath(path);
        _options = options ?? new SqliteMigrationOptions();
    }

    /// <inheritdoc/>
    public override DatabaseEngine Engine => DatabaseEngine.Sqlite;

    internal override async Task<MigrationSession> OpenAsync(MigrationRun run, Action<string> log, CancellationToken cancellationToken)
    {
        await LeaveCallerAsync().ConfigureAwait(false);
        var wait = new SqliteLockWait(_path, Name, _options.LockTimeout, Time, log);
        var connection = await OpenAsync(wait, cancellationToken).ConfigureAwait(false);
        try
        {
            var handle = connection.Handle ?? throw new InvalidOperationException("An open connection has a handle.");
            var code = await wait.UntilFreeAsync(() => raw.sqlite3_exec(handle, "BEGIN IMMEDIATE"), cancellationToken).ConfigureAwait(false);
            if (code != raw.SQLITE_OK) throw SqliteFailure.From(handle, code, Name);

            return new SqliteMigrationSession(connection, handle, wait, _path, this, _options);
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    internal override async Task<MigrationSession?> OpenToReadAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(_path)) return null;

        await LeaveCallerAsync().ConfigureAwait(false);
        var wait = new SqliteLockWait(_path, Name, _options.LockTimeout, Time, _ => { });
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = _path, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString());
        try
        {
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            return new SqliteMigrationSession(connection, connection.Handle ?? throw new InvalidOperationException("An open connection has a handle."), wait, _path, this, _options);
        }
        catch (SqliteException unusable)
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw SqliteFailure.From(unusable, Name);
        }
    }

    // SQLite's backup API copies page by page, and begins again by itself when someone writes meanwhile.
    internal override async Task<ScratchCopy> CopyAsync(Action<string> log, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("pipeline-rehearsal-").FullName;
        var copy = Path.Combine(folder, Path.GetFileName(_path));
        if (File.Exists(_path)) await Task.Run(() => SqliteBackup.Copy(_path, copy, Name), cancellationToken).ConfigureAwait(false);
        return new ScratchCopy(
            new SqliteMigrationDatabase(copy, _options with { BackupFolder = Path.Combine(folder, "backups") }, Time),
            "a copy by SQLite's backup API",
            () =>
            {
                Directory.Delete(folder, recursive: true);
                return Task.CompletedTask;
            });
    }

    // SQLite has no asynchronous calls, and a script may run for minutes. From here on everything happens on the pool, once and not for every call.
    private static async Task LeaveCallerAsync() => await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);

    private async Task<SqliteConnection> OpenAsync(SqliteLockWait wait, CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = _path,
            Mode = SqliteOpenMode.ReadWriteCreate,
            ForeignKeys = _options.EnforceForeignKeys,
            Pooling = false,
        }.ToString());
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_path) ?? _path);
            var isNew = !File.Exists(_path) || new FileInfo(_path).Length == 0;
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            _options.Opened?.Invoke(connection);
            if (isNew) await UseWriteAheadLogAsync(connection, wait, cancellationToken).ConfigureAwait(false);
            return connection;
        }
        catch (SqliteException unusable)
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw SqliteFailure.From(unusable, Name);
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException)
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw MigrationDiagnostics.DatabaseUnusable("SQLite", Name, unusable.Message, "Check the path and its permissions.", MigrationDiagnostics.NothingApplied).ToFailure(unusable);
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    // With a write-ahead log, readers of the old version go on while a migration is written. The mode cannot change within a transaction;
    // an existing database keeps the mode its owner chose.
    private async Task UseWriteAheadLogAsync(SqliteConnection connection, SqliteLockWait wait, CancellationToken cancellationToken)
    {
        var handle = connection.Handle ?? throw new InvalidOperationException("An open connection has a handle.");
        var code = await wait.UntilFreeAsync(() => raw.sqlite3_exec(handle, "PRAGMA journal_mode = WAL"), cancellationToken).ConfigureAwait(false);
        if (code != raw.SQLITE_OK) throw SqliteFailure.From(handle, code, Name);
    }
}
