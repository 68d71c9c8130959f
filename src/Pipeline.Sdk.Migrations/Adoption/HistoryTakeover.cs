using System.Collections.Immutable;
using System.Globalization;

namespace Pipeline.Sdk.Migrations;

/// <summary>Begins a list for a database that others have brought to where it is. Nothing of a script runs.</summary>
internal sealed class HistoryTakeover(MigrationSession session, MigrationDatabase database, MigrationFolder folder, MigrationRun run, TimeProvider time, Action<string> log)
{
    public async Task<MigrationReport> BaselineAsync(long version, CancellationToken cancellationToken)
    {
        await BeginAsync(cancellationToken).ConfigureAwait(false);
        if (folder.Scripts.All(script => script.Version != version)) throw MigrationDiagnostics.UnknownVersion(version, database.Name).ToFailure();

        var entries = folder.Scripts.Where(script => script.Version <= version)
            .Select(script => AppliedMigration.Of(script, run, time.GetUtcNow(), TimeSpan.Zero, AppliedHow.Baseline)).ToImmutableArray();
        return await NoteAsync(entries, "baseline", $"taken over at version {version.ToString(CultureInfo.InvariantCulture)}", cancellationToken).ConfigureAwait(false);
    }

    public async Task<MigrationReport> AdoptAsync(CancellationToken cancellationToken)
    {
        await BeginAsync(cancellationToken).ConfigureAwait(false);
        foreach (var known in ForeignHistory.Known)
        {
            if (!await session.TableExistsAsync(known.Table(session.Engine), cancellationToken).ConfigureAwait(false)) continue;

            var foreign = await known.ReadAsync(session, cancellationToken).ConfigureAwait(false);
            var entries = foreign.Select(entry => ForeignHistory.Match(entry, folder) ?? throw MigrationDiagnostics.CannotAdopt(known.Table(session.Engine), entry.Name).ToFailure())
                .DistinctBy(script => script.Id)
                .Select(script => AppliedMigration.Of(script, run, time.GetUtcNow(), TimeSpan.Zero, AppliedHow.Adopted)).ToImmutableArray();
            return await NoteAsync(entries, "adopted", $"{entries.Length} entries of {known.Tool}'s list {known.Table(session.Engine)}", cancellationToken).ConfigureAwait(false);
        }

        throw MigrationDiagnostics.NothingToAdopt(database.Name).ToFailure();
    }

    private async Task BeginAsync(CancellationToken cancellationToken)
    {
        await session.BeginAsync(GroupSettings.Default, cancellationToken).ConfigureAwait(false);
        var history = await session.History.ReadAsync(cancellationToken).ConfigureAwait(false);
        if (!history.IsEmpty) throw MigrationDiagnostics.BaselineNotEmpty(database.Name, history.Max(entry => entry.Version)).ToFailure();
    }

    private async Task<MigrationReport> NoteAsync(ImmutableArray<AppliedMigration> entries, string action, string detail, CancellationToken cancellationToken)
    {
        foreach (var entry in entries) await session.History.SaveAsync(entry, cancellationToken).ConfigureAwait(false);
        await session.History.AddAsync(run.Event(time.GetUtcNow(), action, detail: detail), cancellationToken).ConfigureAwait(false);
        await session.CommitAsync(cancellationToken).ConfigureAwait(false);
        log($"'{database.Name}': {detail}; nothing was run");
        return new MigrationReport
        {
            Database = database.Name,
            SchemaVersion = entries.Select(entry => entry.Version).DefaultIfEmpty().Max(),
            Applied = entries,
            AlreadyApplied = 0,
        };
    }
}
