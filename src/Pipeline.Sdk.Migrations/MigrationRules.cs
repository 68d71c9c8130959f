using System.Collections.Immutable;
using System.Globalization;

namespace Pipeline.Sdk.Migrations;

/// <summary>Which scripts are pending, given what was applied; the same for every database.</summary>
internal static class MigrationRules
{
    /// <summary>The scripts to apply, in order.</summary>
    /// <exception cref="StepFailedException">Folder and history disagree: all findings at once, under the code of the first.</exception>
    public static ImmutableArray<MigrationScript> Pending(MigrationFolder folder, ImmutableArray<AppliedMigration> history, string database)
    {
        var scripts = folder.Scripts.ToDictionary(script => script.Version);
        var applied = history.Select(entry => entry.Version).ToHashSet();
        var pending = folder.Scripts.Where(script => !applied.Contains(script.Version)).ToImmutableArray();

        var findings = new List<Diagnostic>();
        foreach (var entry in history)
        {
            if (!scripts.TryGetValue(entry.Version, out var script)) findings.Add(MigrationDiagnostics.AppliedMissing(entry));
            else if (script.Checksum != entry.Checksum) findings.Add(MigrationDiagnostics.AppliedEdited(script, entry));
        }

        if (history.MaxBy(entry => entry.Version) is { } newest)
            findings.AddRange(pending.Where(script => script.Version < newest.Version).Select(script => MigrationDiagnostics.OutOfOrder(script, newest)));

        return findings.Count == 0 ? pending : throw Disagreement(folder, database, findings);
    }

    private static StepFailedException Disagreement(MigrationFolder folder, string database, List<Diagnostic> findings)
    {
        var count = findings.Count == 1 ? "a point" : findings.Count.ToString(CultureInfo.InvariantCulture) + " points";
        var lines = string.Join('\n', findings.Select(finding => $"{finding.Code}: {finding.Message}"));
        return new StepFailedException(
            findings[0].Code, $"'{folder.Path}' and the list of what was applied to '{database}' disagree on {count}. Nothing was applied.\n{lines}");
    }
}
