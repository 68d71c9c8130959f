using System.Globalization;
using Npgsql;

namespace Pipeline.Sdk.Migrations;

/// <summary>
/// The lock of a database's migrators. It is asked for again and again rather than waited for in the server: a statement that waits holds a snapshot, and CREATE INDEX
/// CONCURRENTLY of the migrator that works would wait for that in turn.
/// </summary>
internal sealed class PostgresLock(NpgsqlConnection connection, PostgresMigrationDatabase database)
{
    /// <summary>"PipeMigr" in ASCII. Advisory locks are of one database, so the number need not name it.</summary>
    public const long Key = 0x5069_7065_4D69_6772;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public async Task TakeAsync(Action<string> log, CancellationToken cancellationToken)
    {
        var limit = database.Options.LockTimeout;
        var started = database.Time.GetTimestamp();
        for (var isFirst = true; ; isFirst = false)
        {
            if (await TryAsync(cancellationToken).ConfigureAwait(false)) return;

            var waited = database.Time.GetElapsedTime(started);
            if (waited >= limit)
                throw MigrationDiagnostics.LockTimeout(database.Name, waited, await HolderAsync(cancellationToken).ConfigureAwait(false)).ToFailure();
            if (isFirst)
            {
                var holder = await HolderAsync(cancellationToken).ConfigureAwait(false) ?? "another migrator";
                log($"Waiting up to {MigrationDiagnostics.Seconds(limit)} for the lock of '{database.Name}', held by {holder}");
            }

            await Task.Delay(limit - waited < Pause ? limit - waited : Pause, database.Time, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<bool> TryAsync(CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand($"SELECT pg_try_advisory_lock({Key.ToString(CultureInfo.InvariantCulture)})", connection);
        await using (command.ConfigureAwait(false))
        {
            return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is true;
        }
    }

    private async Task<string?> HolderAsync(CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand(
            $"""
            SELECT format('%s (process %s of the server, login %s%s, since %s UTC)', a.application_name, a.pid, a.usename,
              CASE WHEN a.client_addr IS NULL THEN '' ELSE ' from ' || host(a.client_addr) END, to_char(a.backend_start AT TIME ZONE 'UTC', 'HH24:MI:SS'))
            FROM pg_locks l JOIN pg_stat_activity a USING (pid)
            WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1 AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
              AND (l.classid::bigint << 32 | l.objid::bigint) = {Key.ToString(CultureInfo.InvariantCulture)}
            """,
            connection);
        await using (command.ConfigureAwait(false))
        {
            return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) as string;
        }
    }
}
