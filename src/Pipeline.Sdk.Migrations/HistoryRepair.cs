using System.Collections.Immutable;
using System.Globalization;

namespace Pipeline.Sdk.Migrations;

/// <summary>Brings a list back into agreement with a folder, for the versions that a person has named.</summary>
internal sealed class HistoryRepair(MigrationSession session, MigrationDatabase database, MigrationFolder folder, MigrationRun run, TimeProvider time, Action<string> log)
{
    public async Task<ImmutableArray<string>> RepairAsync(IReadOnlyCollection<long> versions, string reason, CancellationToken cancellationToken)
    {
        await session.BeginAsync(GroupSettings.Default, cancellationToken).ConfigureAwait(false);
        var history = await session.History.ReadAsync(cancellationToken).ConfigureAwait(false);
        var events = await session.History.ReadEventsAsync(cancellationToken).ConfigureAwait(false);
        var findings = new MigrationRules(folder, database.Options, database.Name).Findings(history, events).ToList();
        var halfway = history.Where(entry => entry.Progress is not null).Select(entry => entry.Version).ToHashSet();
        var untouched = versions.Where(version => !halfway.Contains(version) && findings.All(finding => finding.Version != version)).ToList();
        if (untouched.Count > 0 || versions.Count == 0)
        {
            var named = versions.Count == 0 ? "no version" : string.Join(", ", untouched.Select(version => version.ToString(CultureInfo.InvariantCulture)));
            throw MigrationDiagnostics.NothingToRepair(named, database.Name).ToFailure();
        }

        var repaired = ImmutableArray.CreateBuilder<string>();
        foreach (var version in versions.Order())
        {
            var finding = findings.FirstOrDefault(finding => finding.Version == version);
            var entry = finding?.Entry ?? history.FirstOrDefault(other => other.Version == version);
            repaired.Add(await RepairAsync(entry, finding?.Script ?? folder.Scripts.FirstOrDefault(script => script.Version == version), reason, cancellationToken).ConfigureAwait(false));
        }

        await session.CommitAsync(cancellationToken).ConfigureAwait(false);
        foreach (var line in repaired) log(line);
        return repaired.ToImmutable();
    }

    private async Task<string> RepairAsync(AppliedMigration? entry, MigrationScript? script, string reason, CancellationToken cancellationToken)
    {
        var (action, line) = ("repaired", "");
        if (entry is null && script is not null)
        {
            (action, line) = ("accepted", $"{script.File} may be applied although newer versions are");
        }
        else if (entry is not null && script is null)
        {
            line = $"The entry of version {entry.Version} '{entry.Name}', which the folder does not have, is removed";
            await session.History.RemoveAsync(entry, cancellationToken).ConfigureAwait(false);
        }
        else if (entry is { Progress: not null })
        {
            line = $"{script?.File} begins anew: it was at '{entry.Progress}'";
            await session.History.RemoveAsync(entry, cancellationToken).ConfigureAwait(false);
        }
        else if (entry is not null && script is not null)
        {
            line = $"The text of {script.File} is accepted: its checksum was {entry.Checksum[..12]} and is {script.Checksum[..12]}";
            await session.History.SaveAsync(entry with { Checksum = script.Checksum, Name = script.Name }, cancellationToken).ConfigureAwait(false);
        }

        var id = entry?.Id ?? script?.Id;
        await session.History.AddAsync(run.Event(time.GetUtcNow(), action, id, script?.Checksum ?? entry?.Checksum, $"{line}. Reason: {reason}"), cancellationToken).ConfigureAwait(false);
        return line;
    }
}
