using System.Collections.Immutable;
using Pipeline.Sdk.Migrations;

namespace Pipeline.Sdk.Delivery;

/// <summary>Asks the schema of an environment what releases may run on it: before a rollback, and before contract steps.</summary>
/// <param name="local">The environment.</param>
/// <param name="service">The service.</param>
/// <param name="work">Its database there, or null when it has declared none.</param>
internal sealed class SchemaGuard(LocalEnvironment local, Service service, MigrationWorkItem? work)
{
    private MigrationRun On => new() { RunId = local.Run.Run.Id, AppliedBy = local.Run.Run.Actor };

    /// <summary>Makes sure that a new release finds the schema that it was built for.</summary>
    /// <exception cref="GateRefusedException">The schema is older than that, or has moved beyond the release.</exception>
    public async Task CheckAsync(Release release)
    {
        if (work is null)
            return;

        var answer = await MigrationCompatibility.AskAsync(work.Load(local.Run), await work.OpenAsync(local.Run).ConfigureAwait(false), release.Version, release.NeedsSchema(work.Database.Name), local.Run.CancellationToken).ConfigureAwait(false);
        if (!answer.MayRun)
            throw DeliveryErrors.SchemaDoesNotFit(service.Name, release, work.Database.Name, answer.Reasons);
    }

    /// <summary>
    /// Makes sure that a release can run, before any traffic moves. A schema that supports it is not touched; one that does not is taken back when that way was rehearsed, and else the
    /// rollback is refused.
    /// </summary>
    /// <exception cref="GateRefusedException">The release cannot run on the schema, and the way back is not proven.</exception>
    public async Task AdmitAsync(JournalEntry to)
    {
        if (work is null)
            return;

        var folder = work.Load(local.Run);
        var database = await work.OpenAsync(local.Run).ConfigureAwait(false);
        var needs = to.NeedsSchema ?? 0;
        var answer = await MigrationCompatibility.AskAsync(folder, database, SemanticVersion.Parse(to.Version), needs, local.Run.CancellationToken).ConfigureAwait(false);
        if (answer.MayRun)
        {
            local.Run.Log.Info($"The schema of {work.Database.Name} is at version {answer.SchemaVersion} and supports release {to.Version}; it is not touched");
            return;
        }

        // No way back leads up to a schema that is newer than the one that is there.
        if (answer.WayBackTo < needs)
            throw DeliveryErrors.SchemaTooOld(service.Name, to.Version, work.Database.Name, answer.Reasons);
        if (!answer.IsWayBackProven)
            throw DeliveryErrors.SchemaForbids(service.Name, to.Version, work.Database.Name, answer.Reasons);

        local.Run.Log.Info($"The schema of {work.Database.Name} does not support release {to.Version}; going back to version {answer.WayBackTo} by the rehearsed way");
        await new Migrator(local.Run.Clock).DownAsync(folder, database, answer.WayBackTo, On, local.Run.Log.Info, local.Run.CancellationToken).ConfigureAwait(false);
    }

    /// <summary>Runs pending contract steps, unless a release that one can still go back to needs the old shape.</summary>
    /// <param name="unlessDone">Whether the database is left closed when the folder has no contract steps, or all of them are recorded as done.</param>
    public async Task ContractAsync(bool unlessDone)
    {
        if (work is null)
            return;

        var folder = work.Load(local.Run);
        var record = new ContractRecord(local.Folder, service.Name, folder);
        if (unlessDone && record.IsDone)
            return;

        var database = await work.OpenAsync(local.Run, ContractSteps.Run).ConfigureAwait(false);
        var plan = await MigrationPlanner.PlanAsync(folder, database, local.Run.CancellationToken).ConfigureAwait(false);
        var pending = plan.Pending.Where(migration => migration.Phase == MigrationPhase.Contract).Select(migration => migration.File).ToList();
        if (pending.Count == 0)
        {
            record.Write();
            return;
        }

        foreach (var release in WaysBack())
        {
            var answer = await MigrationCompatibility.AskAsync(folder, database, SemanticVersion.Parse(release.Version), release.NeedsSchema ?? 0, local.Run.CancellationToken).ConfigureAwait(false);
            if (answer.ContractStepsThatWait.IsEmpty)
                continue;

            local.Run.Log.Info($"Contract steps of {work.Database.Name} wait, because one can still go back to release {release.Version}: {string.Join(", ", answer.ContractStepsThatWait)}");
            return;
        }

        await new Migrator(local.Run.Clock).MigrateAsync(folder, database, On, local.Run.Log.Info, local.Run.CancellationToken).ConfigureAwait(false);
        record.Write();
    }

    // What is live, and every release below it that is still stored: a rollback may lead to any of them.
    private ImmutableArray<JournalEntry> WaysBack()
    {
        var live = local.History(service).Live();
        return live.IsEmpty ? [] : [live.Peek(), .. live.Pop().Where(entry => local.Releases.Has(entry.Digest))];
    }
}
