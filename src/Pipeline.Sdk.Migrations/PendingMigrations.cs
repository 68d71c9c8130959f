using System.Collections.Immutable;

namespace Pipeline.Sdk.Migrations;

/// <summary>What is to be applied.</summary>
/// <param name="Scripts">In order: a baseline, versions, repeatable scripts, seeds.</param>
/// <param name="Waiting">Contract steps that are left for later.</param>
/// <param name="Baseline">The baseline among the scripts; null when there is none.</param>
internal sealed record PendingMigrations(ImmutableArray<MigrationScript> Scripts, ImmutableArray<MigrationScript> Waiting, MigrationScript? Baseline)
{
    /// <summary>The scripts that share a transaction each.</summary>
    public List<ImmutableArray<MigrationScript>> Groups(TransactionMode mode)
    {
        var groups = new List<ImmutableArray<MigrationScript>>();
        foreach (var script in Scripts)
        {
            if (mode == TransactionMode.AllPending && script.IsGroupable && groups.Count > 0 && groups[^1][^1].IsGroupable) groups[^1] = groups[^1].Add(script);
            else groups.Add([script]);
        }

        return groups;
    }
}
