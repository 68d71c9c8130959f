using System.Collections.Immutable;
using System.Globalization;

namespace Pipeline.Sdk.Migrations;

/// <summary>Which migrations are pending, given what was applied; the same for every database.</summary>
internal sealed class MigrationRules(MigrationFolder folder, MigrationOptions options, string database)
{
    /// <summary>What is to be applied, in order.</summary>
    /// <param name="history">The database's list.</param>
    /// <param name="events">The database's events: a place out of order may have been accepted.</param>
    /// <exception cref="StepFailedException">Folder and list disagree: all findings at once, under the code of the first.</exception>
    public PendingMigrations Pending(ImmutableArray<AppliedMigration> history, ImmutableArray<MigrationEvent> events)
    {
        var findings = Findings(history, events).Select(finding => finding.Diagnostic).ToList();
        return findings.Count == 0 ? Select(history) : throw Disagreement(findings);
    }

    /// <summary>What folder and list disagree on.</summary>
    public IEnumerable<HistoryFinding> Findings(ImmutableArray<AppliedMigration> history, ImmutableArray<MigrationEvent> events)
    {
        var scripts = folder.Scripts.ToDictionary(script => script.Version);
        var versions = history.Where(entry => entry.Kind == MigrationKind.Versioned).ToList();
        foreach (var entry in versions)
        {
            if (!scripts.TryGetValue(entry.Version, out var script)) yield return new HistoryFinding(MigrationDiagnostics.AppliedMissing(entry), entry, null);
            else if (script.Checksum != entry.Checksum)
                yield return new HistoryFinding(entry.Progress is null ? MigrationDiagnostics.AppliedEdited(script, entry) : MigrationDiagnostics.EditedHalfway(script, entry), entry, script);
        }

        if (versions.Count == 0) yield break;

        var newest = versions[^1];
        var applied = versions.Select(entry => entry.Version).ToHashSet();
        foreach (var script in folder.Scripts)
        {
            if (script.Version > newest.Version) break;

            // A contract step is left for later on purpose, so newer scripts may have overtaken it.
            if (!applied.Contains(script.Version) && script.Phase != MigrationPhase.Contract
                && !events.Any(happened => happened.Action == "accepted" && happened.Migration == script.Id && happened.Checksum == script.Checksum))
                yield return new HistoryFinding(MigrationDiagnostics.OutOfOrder(script, newest), null, script);
        }
    }

    /// <summary>What is pending, whatever folder and list disagree on.</summary>
    public PendingMigrations Select(ImmutableArray<AppliedMigration> history)
    {
        // Half applied is pending too.
        var done = new HashSet<string>(history.Where(entry => entry.Progress is null).Select(entry => entry.Id));
        var checksums = history.ToDictionary(entry => entry.Id, entry => entry.Checksum);
        var versions = folder.Scripts.Where(script => !done.Contains(script.Id)).ToList();
        var waiting = options.Contract == ContractSteps.Wait ? versions.Where(script => script.Phase == MigrationPhase.Contract).ToImmutableArray() : [];

        // A new database takes the newest baseline's short way.
        var baseline = history.IsEmpty ? folder.Baselines.MaxBy(script => script.Version) : null;
        if (baseline is not null) versions.RemoveAll(script => script.Version <= baseline.Version);
        var changed = folder.Repeatables.Concat(folder.Seeds.Where(IsForEnvironment)).Where(script => checksums.GetValueOrDefault(script.Id) != script.Checksum);
        return new PendingMigrations([.. baseline is null ? [] : (MigrationScript[])[baseline], .. versions.Except(waiting), .. changed], waiting, baseline);
    }

    private bool IsForEnvironment(MigrationScript seed) =>
        seed.Name.StartsWith('/') || (options.Environment is { } environment && seed.Name.StartsWith(environment + "/", StringComparison.Ordinal));

    private StepFailedException Disagreement(List<Diagnostic> findings)
    {
        var count = findings.Count == 1 ? "a point" : findings.Count.ToString(CultureInfo.InvariantCulture) + " points";
        var lines = string.Join('\n', findings.Select(finding => $"{finding.Code}: {finding.Message}"));
        return new StepFailedException(
            findings[0].Code, $"'{folder.Path}' and the list of what was applied to '{database}' disagree on {count}. Nothing was applied.\n{lines}");
    }
}
