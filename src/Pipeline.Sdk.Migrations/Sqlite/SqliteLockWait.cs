using SQLitePCL;

namespace Pipeline.Sdk.Migrations;

/// <summary>Repeats what SQLite answers with "busy", for a bounded time, and says once what is being waited for.</summary>
internal sealed class SqliteLockWait(string path, string name, TimeSpan limit, TimeProvider time, Action<string> log)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Whether the last attempt had to wait for somebody.</summary>
    public bool HasWaited { get; private set; }

    /// <summary>The first result code that is not "busy".</summary>
    /// <param name="attempt">Asks SQLite.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="outcome">What is done already, for the error.</param>
    public Task<int> UntilFreeAsync(Func<int> attempt, CancellationToken cancellationToken, string outcome = MigrationDiagnostics.NothingApplied) =>
        UntilFreeAsync(() => Task.FromResult(attempt()), cancellationToken, outcome);

    /// <inheritdoc cref="UntilFreeAsync(Func{int}, CancellationToken, string)"/>
    public async Task<int> UntilFreeAsync(Func<Task<int>> attempt, CancellationToken cancellationToken, string outcome = MigrationDiagnostics.NothingApplied)
    {
        var started = time.GetTimestamp();
        for (var isFirst = true; ; isFirst = false)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var code = await attempt().ConfigureAwait(false);
            HasWaited = !isFirst;
            if (SqliteFailure.Primary(code) != raw.SQLITE_BUSY) return code;

            var waited = time.GetElapsedTime(started);
            if (waited >= limit) throw MigrationDiagnostics.LockTimeout(name, waited, SqliteLockHolder.Find(path), outcome).ToFailure();
            if (isFirst)
            {
                var holder = SqliteLockHolder.Find(path) ?? "another migrator or writer";
                log($"Waiting up to {MigrationDiagnostics.Seconds(limit)} for the lock of '{name}', held by {holder}");
            }

            var remaining = limit - waited;
            await Task.Delay(remaining < Pause ? remaining : Pause, time, cancellationToken).ConfigureAwait(false);
        }
    }
}
