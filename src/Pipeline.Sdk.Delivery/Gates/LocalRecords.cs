using System.Collections.Immutable;

namespace Pipeline.Sdk.Delivery;

/// <summary>What this machine's journals tell of ended deployments.</summary>
internal static class LocalRecords
{
    /// <summary>The ended deployments of an environment, oldest first.</summary>
    /// <param name="stateHome">Where the environments of the checkout keep their state.</param>
    /// <param name="environment">The environment.</param>
    public static ImmutableArray<DeploymentRecord> Of(string stateHome, DeploymentEnvironment environment) => In(Path.Combine(stateHome, environment.Name));

    /// <summary>The same, of an environment's folder.</summary>
    public static ImmutableArray<DeploymentRecord> In(string folder) =>
    [
        .. new DeploymentJournal(Path.Combine(folder, LocalEnvironment.JournalFile)).Read()
            .Where(entry => entry.Step is JournalStep.Succeeded or JournalStep.Failed)
            .Select(entry => new DeploymentRecord
            {
                Service = entry.Service,
                Version = entry.Version,
                Digest = entry.Digest,
                Commit = entry.Commit,
                Actor = entry.Actor,
                At = entry.At,
                Succeeded = entry.Step == JournalStep.Succeeded,
                IsRollback = entry.Kind == DeploymentKind.Rollback,
            }),
    ];
}
