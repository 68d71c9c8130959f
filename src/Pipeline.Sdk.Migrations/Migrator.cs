using System.Collections.Immutable;
using System.Globalization;

namespace Pipeline.Sdk.Migrations;

/// <summary>Brings databases to the newest version of a folder, and back.</summary>
public sealed class Migrator
{
    private readonly TimeProvider _time;

    /// <summary>Creates a migrator.</summary>
    /// <param name="time">Dates and times the entries; the default is the system's clock.</param>
    public Migrator(TimeProvider? time = null) => _time = time ?? TimeProvider.System;

    /// <summary>
    /// Takes the lock, reads what was applied and applies what is pending. Of several migrators at once one applies; the others wait and find nothing to do.
    /// </summary>
    /// <param name="folder">The scripts.</param>
    /// <param name="database">The database.</param>
    /// <param name="run">On whose behalf.</param>
    /// <param name="log">Receives progress, one line at a time, for a person.</param>
    /// <param name="cancellationToken">Cancels the wait or the running statement; its transaction is taken back.</param>
    /// <exception cref="StepFailedException">
    /// The folder and the database's history disagree, a script failed, or the database refused. The message says what stays applied.
    /// </exception>
    public async Task<MigrationReport> MigrateAsync(
        MigrationFolder folder, MigrationDatabase database, MigrationRun run, Action<string> log, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(log);

        database.Options.Checkpoint("open");
        var session = await database.OpenAsync(run, log, cancellationToken).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            var report = await new MigrationApplier(session, database, folder, run, _time, log, null).ApplyAsync(cancellationToken).ConfigureAwait(false);
            log(Summary(report));
            return report;
        }
    }

    /// <summary>Undoes versions, from the newest down to but not including the one that is wanted, by their down scripts. A backup is taken first.</summary>
    /// <param name="folder">The scripts.</param>
    /// <param name="database">The database.</param>
    /// <param name="version">The version that is to be the newest one then; 0 undoes all.</param>
    /// <param name="run">On whose behalf.</param>
    /// <param name="log">Receives progress.</param>
    /// <param name="cancellationToken">Cancels the running statement; its transaction is taken back.</param>
    /// <exception cref="StepFailedException">A version has no way back (nothing is undone then), folder and history disagree, or a script failed.</exception>
    public async Task<MigrationReport> DownAsync(
        MigrationFolder folder, MigrationDatabase database, long version, MigrationRun run, Action<string> log, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(log);
        ArgumentOutOfRangeException.ThrowIfNegative(version);

        var session = await database.OpenAsync(run, log, cancellationToken).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            return await new MigrationReverter(session, database, folder, run, _time, log, null).RevertAsync(version, takesBackup: true, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Brings a database's list back into agreement with the folder, for the versions that are named; every repair is an event of the database.</summary>
    /// <param name="folder">The scripts.</param>
    /// <param name="database">The database.</param>
    /// <param name="versions">The versions that may be repaired: an edited script's checksum is accepted, a missing one's entry removed, one out of order admitted.</param>
    /// <param name="reason">Why, in words; it is kept.</param>
    /// <param name="run">On whose behalf.</param>
    /// <param name="log">Receives progress.</param>
    /// <param name="cancellationToken">Ends the wait for the database.</param>
    /// <returns>What was repaired, one line each.</returns>
    /// <exception cref="StepFailedException">There is nothing to repair about a version (nothing is changed then), or the database refused.</exception>
    public async Task<ImmutableArray<string>> RepairAsync(
        MigrationFolder folder, MigrationDatabase database, IReadOnlyCollection<long> versions, string reason, MigrationRun run, Action<string> log, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(versions);
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(log);

        var session = await database.OpenAsync(run, log, cancellationToken).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            return await new HistoryRepair(session, database, folder, run, _time, log).RepairAsync(versions, reason, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Takes over an existing database: notes every version up to one as applied, without running anything.</summary>
    /// <param name="folder">The scripts.</param>
    /// <param name="database">The database.</param>
    /// <param name="version">The version of the folder that the database is at.</param>
    /// <param name="run">On whose behalf.</param>
    /// <param name="log">Receives progress.</param>
    /// <param name="cancellationToken">Ends the wait for the database.</param>
    /// <exception cref="StepFailedException">The database has a list already, or the folder does not have the version.</exception>
    public async Task<MigrationReport> BaselineAsync(
        MigrationFolder folder, MigrationDatabase database, long version, MigrationRun run, Action<string> log, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(log);

        var session = await database.OpenAsync(run, log, cancellationToken).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            return await new HistoryTakeover(session, database, folder, run, _time, log).BaselineAsync(version, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Takes over a database that DbUp, Evolve, Flyway, FluentMigrator or Entity Framework Core has migrated: notes what their list says as applied, without running
    /// anything. Their list stays as it is.
    /// </summary>
    /// <param name="folder">The scripts; load the folder with the naming that its files follow.</param>
    /// <param name="database">The database.</param>
    /// <param name="run">On whose behalf.</param>
    /// <param name="log">Receives progress.</param>
    /// <param name="cancellationToken">Ends the wait for the database.</param>
    /// <exception cref="StepFailedException">There is no such list, it names something that the folder does not have, or the database has a list of its own already.</exception>
    public async Task<MigrationReport> AdoptAsync(
        MigrationFolder folder, MigrationDatabase database, MigrationRun run, Action<string> log, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(log);

        var session = await database.OpenAsync(run, log, cancellationToken).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            return await new HistoryTakeover(session, database, folder, run, _time, log).AdoptAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static string Summary(MigrationReport report)
    {
        var version = report.SchemaVersion.ToString(CultureInfo.InvariantCulture);
        var waiting = report.Waiting.IsEmpty ? "" : $"; waiting contract steps: {string.Join(", ", report.Waiting)}";
        return report.Applied.IsEmpty
            ? $"'{report.Database}' is up to date at version {version}{waiting}"
            : $"'{report.Database}' is at version {version}: {report.Applied.Length} applied in "
                + $"{report.Applied.Sum(entry => entry.Duration.TotalMilliseconds).ToString("0", CultureInfo.InvariantCulture)} ms, {report.AlreadyApplied} before{waiting}";
    }
}
