using System.Collections.Immutable;
using System.Globalization;

namespace Pipeline.Sdk.Migrations;

/// <summary>Applies what is pending, group by group, under the lock.</summary>
internal sealed class MigrationApplier(
    MigrationSession session, MigrationDatabase database, MigrationFolder folder, MigrationRun run, TimeProvider time, Action<string> log, IStatementObserver? observer)
{
    private readonly MigrationRules _rules = new(folder, database.Options, database.Name);
    private readonly ImmutableArray<AppliedMigration>.Builder _applied = ImmutableArray.CreateBuilder<AppliedMigration>();
    private ImmutableArray<AppliedMigration> _history;
    private HashSet<string> _ids = [];
    private string? _backup;

    public async Task<MigrationReport> ApplyAsync(CancellationToken cancellationToken)
    {
        Know(await session.History.ReadAsync(cancellationToken).ConfigureAwait(false));
        var before = _history.Length;
        if (_history.IsEmpty && !session.History.IsKnown && await session.HasObjectsAsync(cancellationToken).ConfigureAwait(false)) throw MigrationDiagnostics.NotOurs(database.Name).ToFailure();

        var pending = await PendingAsync(cancellationToken).ConfigureAwait(false);
        CheckBatches(pending);
        if (observer is null) await BackUpAsync(pending, cancellationToken).ConfigureAwait(false);
        var groups = new Queue<ImmutableArray<MigrationScript>>(pending.Groups(Mode));
        while (groups.TryDequeue(out var group))
        {
            var isDone = group is [{ Directives: { IsTransactional: false } or { Batch: not null } }]
                ? await ApplySteppedAsync(group[0], cancellationToken).ConfigureAwait(false)
                : await ApplyTogetherAsync(group, pending.Baseline, cancellationToken).ConfigureAwait(false);
            if (!isDone)
            {
                // Another migrator was here between two transactions: what is left is worked out anew.
                pending = await PendingAsync(cancellationToken).ConfigureAwait(false);
                groups = new Queue<ImmutableArray<MigrationScript>>(pending.Groups(Mode));
            }
        }

        return new MigrationReport
        {
            Database = database.Name,
            SchemaVersion = _history.Concat(_applied).Select(entry => entry.Version).DefaultIfEmpty().Max(),
            Applied = _applied.ToImmutable(),
            AlreadyApplied = before,
            Waiting = [.. pending.Waiting.Select(script => script.File)],
            Backup = _backup,
        };
    }

    private TransactionMode Mode => database.Options.Transactions != TransactionMode.Default ? database.Options.Transactions
        : session.Engine == DatabaseEngine.Sqlite ? TransactionMode.AllPending : TransactionMode.PerMigration;

    private async Task<PendingMigrations> PendingAsync(CancellationToken cancellationToken)
    {
        var isOutOfOrder = _rules.Findings(_history, []).Any(finding => finding.Entry is null);
        var events = isOutOfOrder ? await session.History.ReadEventsAsync(cancellationToken).ConfigureAwait(false) : [];
        return _rules.Pending(_history, events);
    }

    private void CheckBatches(PendingMigrations pending)
    {
        foreach (var script in pending.Scripts.Where(script => script.Directives.Batch is not null))
        {
            foreach (var statement in script.Statements(session.Engine).Where(statement => !BatchText.HasBoth(statement)))
                throw MigrationDiagnostics.BatchWithoutRange(script.File, statement.Line).ToFailure();
        }
    }

    private async Task BackUpAsync(PendingMigrations pending, CancellationToken cancellationToken)
    {
        if (_history.IsEmpty || pending.Scripts.FirstOrDefault(script => Destruction.IsIn(script, session.Engine)) is not { } destructive) return;

        log($"{destructive.File} destroys or is a contract step: taking a backup of '{database.Name}' first");
        database.Options.Checkpoint("backup");
        _backup = await session.BackUpAsync(database.Options.BackupFolder, log, cancellationToken).ConfigureAwait(false);
        log($"The backup {_backup} was taken and opened");
    }

    // False when the list has changed meanwhile, and nothing was done.
    private async Task<bool> ApplyTogetherAsync(ImmutableArray<MigrationScript> group, MigrationScript? baseline, CancellationToken cancellationToken)
    {
        var isCurrent = true;
        var entries = new List<AppliedMigration>();
        await TransientRetry.RunAsync(
            session,
            database,
            group.Length == 1 ? group[0].File : "The pending scripts",
            async () =>
            {
                entries.Clear();
                if (await session.BeginAsync(GroupSettings.Of(group[0]), cancellationToken).ConfigureAwait(false))
                {
                    var history = await session.History.ReadAsync(cancellationToken).ConfigureAwait(false);
                    isCurrent = history.SequenceEqual(_history);
                    Know(history);
                    if (!isCurrent)
                    {
                        await session.RollbackAsync().ConfigureAwait(false);
                        return;
                    }
                }

                foreach (var script in group)
                {
                    database.Options.Checkpoint("script " + script.Id);
                    log($"Applying {script.File}");
                    var started = time.GetTimestamp();
                    await ScriptExecution.RunAsync(session, script, isDown: false, observer, log, cancellationToken).ConfigureAwait(false);
                    var entry = AppliedMigration.Of(script, run, time.GetUtcNow(), time.GetElapsedTime(started));
                    await SaveAsync(script, entry, baseline, cancellationToken).ConfigureAwait(false);
                    entries.Add(entry);
                }

                database.Options.Checkpoint("commit " + group[^1].Id);
                await session.CommitAsync(cancellationToken).ConfigureAwait(false);
                database.Options.Checkpoint("committed " + group[^1].Id);
            },
            log,
            cancellationToken).ConfigureAwait(false);
        Add(entries);
        return isCurrent;
    }

    private async Task SaveAsync(MigrationScript script, AppliedMigration entry, MigrationScript? baseline, CancellationToken cancellationToken)
    {
        if (script == baseline)
        {
            foreach (var covered in folder.Scripts.Where(other => other.Version <= script.Version))
                await session.History.SaveAsync(AppliedMigration.Of(covered, run, entry.AppliedAt, TimeSpan.Zero, AppliedHow.Baseline), cancellationToken).ConfigureAwait(false);
            await session.History.AddAsync(run.Event(entry.AppliedAt, "baseline", "B" + entry.Version.ToString(CultureInfo.InvariantCulture), script.Checksum, script.File), cancellationToken).ConfigureAwait(false);
            return;
        }

        if (script.Kind != MigrationKind.Versioned && _ids.Contains(entry.Id))
            await session.History.AddAsync(run.Event(entry.AppliedAt, "reapplied", entry.Id, script.Checksum), cancellationToken).ConfigureAwait(false);
        await session.History.SaveAsync(entry, cancellationToken).ConfigureAwait(false);
    }

    private async Task<bool> ApplySteppedAsync(MigrationScript script, CancellationToken cancellationToken)
    {
        database.Options.Checkpoint("script " + script.Id);
        log($"Applying {script.File}");
        var entry = _history.FirstOrDefault(other => other.Id == script.Id) ?? AppliedMigration.Of(script, run, time.GetUtcNow(), TimeSpan.Zero);
        var progress = new ScriptProgress(session, database, script, entry, run, time, log);
        try
        {
            Add([script.Directives.Batch is { } batch
                ? await new BatchedScript(session, database, script, batch, progress, time, log).RunAsync(cancellationToken).ConfigureAwait(false)
                : await new SteppedScript(session, database, script, progress, log, observer).RunAsync(cancellationToken).ConfigureAwait(false)]);
            return true;
        }
        catch (SupersededException)
        {
            Know(await session.History.ReadAsync(cancellationToken).ConfigureAwait(false));
            return false;
        }
    }

    private void Know(ImmutableArray<AppliedMigration> history)
    {
        _history = history;
        _ids = [.. history.Select(entry => entry.Id)];
    }

    private void Add(List<AppliedMigration> entries)
    {
        _applied.AddRange(entries);
        var replaced = entries.Select(entry => entry.Id).Where(id => !_ids.Add(id)).ToHashSet();
        if (replaced.Count > 0) _history = _history.RemoveAll(entry => replaced.Contains(entry.Id));
        _history = _history.AddRange(entries);
        if (_applied.Count > 0)
            session.Outcome = _applied.Count == 1
                ? "The script before it stays applied; of this one nothing is."
                : $"The {_applied.Count.ToString(CultureInfo.InvariantCulture)} scripts before it stay applied; of this one nothing is.";
    }
}
