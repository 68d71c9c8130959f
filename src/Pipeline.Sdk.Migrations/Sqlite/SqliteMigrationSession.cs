using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Pipeline.Sdk.Migrations;

/// <summary>The one transaction on a SQLite database, from <c>BEGIN IMMEDIATE</c> on.</summary>
internal sealed class SqliteMigrationSession(
    SqliteConnection connection, sqlite3 handle, SqliteLockWait wait, string name, SqliteMigrationOptions options) : IMigrationSession
{
    private readonly SqliteHistory _history = new(connection, name);

    public Task<ImmutableArray<AppliedMigration>> ReadHistoryAsync(CancellationToken cancellationToken = default) =>
        OnPoolAsync(_history.Read, cancellationToken);

    public Task ExecuteAsync(MigrationScript script, CancellationToken cancellationToken = default) => OnPoolAsync(
        () =>
        {
            using var guard = new SqliteScriptGuard(handle);
            new SqliteScriptRunner(connection, handle, guard, name, options.EnforceForeignKeys).Run(script, cancellationToken);
            return script;
        },
        cancellationToken);

    public Task RecordAsync(AppliedMigration applied, CancellationToken cancellationToken = default) => OnPoolAsync(
        () =>
        {
            _history.Add(applied);
            return applied;
        },
        cancellationToken);

    public async Task CommitAsync(CancellationToken cancellationToken = default)
    {
        var violations = await OnPoolAsync(() => SqliteForeignKeys.Violations(connection), cancellationToken).ConfigureAwait(false);
        if (violations is not null) throw MigrationDiagnostics.ForeignKeysViolated(name, violations).ToFailure();

        // Without a write-ahead log a reader can keep COMMIT waiting; the transaction stays open and COMMIT may be repeated.
        var code = await wait.UntilFreeAsync(() => raw.sqlite3_exec(handle, "COMMIT"), cancellationToken).ConfigureAwait(false);
        if (code != raw.SQLITE_OK) throw SqliteFailure.From(handle, code, name);
    }

    public async ValueTask DisposeAsync()
    {
        // SQLite has rolled back by itself after some errors (a full disk). If this ROLLBACK fails, closing the connection rolls back.
        if (raw.sqlite3_get_autocommit(handle) == 0) _ = raw.sqlite3_exec(handle, "ROLLBACK");
        await connection.DisposeAsync().ConfigureAwait(false);
    }

    // SQLite has no asynchronous calls, and a script may run for minutes: the caller's thread stays free.
    private async Task<T> OnPoolAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        try
        {
            return await Task.Run(work, cancellationToken).ConfigureAwait(false);
        }
        catch (SqliteException error)
        {
            throw SqliteFailure.From(error, name);
        }
    }
}
