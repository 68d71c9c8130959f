using System.Collections.Immutable;
using System.Globalization;

namespace Pipeline.Sdk.Migrations;

/// <summary>Brings a database to the newest version of a folder: all pending scripts in one transaction, or none.</summary>
public sealed class Migrator
{
    private readonly TimeProvider _time;

    /// <summary>Creates a migrator.</summary>
    /// <param name="time">Dates and times the entries; the default is the system's clock.</param>
    public Migrator(TimeProvider? time = null) => _time = time ?? TimeProvider.System;

    /// <summary>
    /// Takes the lock, reads what was applied, applies what is pending and commits. Of several migrators at once one applies;
    /// the others wait and find nothing to do.
    /// </summary>
    /// <param name="folder">The scripts.</param>
    /// <param name="database">The database.</param>
    /// <param name="run">On whose behalf.</param>
    /// <param name="log">Receives progress, one line at a time, for a person.</param>
    /// <param name="cancellationToken">Cancels the wait or the running statement; nothing is applied then.</param>
    /// <exception cref="StepFailedException">
    /// The folder and the database's history disagree, a script failed, or the database refused. Nothing was applied.
    /// </exception>
    public async Task<MigrationReport> MigrateAsync(
        MigrationFolder folder, IMigrationDatabase database, MigrationRun run, Action<string> log, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(log);

        var session = await database.BeginAsync(log, cancellationToken).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            var history = await session.ReadHistoryAsync(cancellationToken).ConfigureAwait(false);
            var pending = MigrationRules.Pending(folder, history, database.Name);
            var applied = ImmutableArray.CreateBuilder<AppliedMigration>(pending.Length);
            foreach (var script in pending)
            {
                log($"Applying {script.File}");
                applied.Add(await ApplyAsync(session, script, run, cancellationToken).ConfigureAwait(false));
            }

            // An up-to-date database is not written to, not even to count the attempt.
            if (applied.Count > 0) await session.CommitAsync(cancellationToken).ConfigureAwait(false);

            var report = new MigrationReport
            {
                Database = database.Name,
                SchemaVersion = history.Concat(applied).Max(entry => entry.Version),
                Applied = applied.ToImmutable(),
                AlreadyApplied = history.Length,
            };
            log(Summary(report));
            return report;
        }
    }

    private async Task<AppliedMigration> ApplyAsync(IMigrationSession session, MigrationScript script, MigrationRun run, CancellationToken cancellationToken)
    {
        var started = _time.GetTimestamp();
        await session.ExecuteAsync(script, cancellationToken).ConfigureAwait(false);
        var applied = new AppliedMigration
        {
            Version = script.Version,
            Name = script.Name,
            Checksum = script.Checksum,
            AppliedAt = _time.GetUtcNow(),
            Duration = _time.GetElapsedTime(started),
            RunId = run.RunId,
            AppliedBy = run.AppliedBy,
        };
        await session.RecordAsync(applied, cancellationToken).ConfigureAwait(false);
        return applied;
    }

    private static string Summary(MigrationReport report)
    {
        var version = report.SchemaVersion.ToString(CultureInfo.InvariantCulture);
        return report.Applied.IsEmpty
            ? $"'{report.Database}' is up to date at version {version}"
            : $"'{report.Database}' is at version {version}: {report.Applied.Length} applied in "
                + $"{report.Applied.Sum(entry => entry.Duration.TotalMilliseconds).ToString("0", CultureInfo.InvariantCulture)} ms, {report.AlreadyApplied} before";
    }
}
