using System.Collections.Immutable;

namespace Pipeline.Sdk.Migrations;

/// <summary>Answers what a release may rely on. Deployments decide with it: whether to roll back, to freeze, and which contract steps must wait.</summary>
public static class MigrationCompatibility
{
    /// <summary>Asks whether a release may run on a database's schema, whether the way back is proven, and which contract steps must wait for it.</summary>
    /// <param name="folder">The scripts.</param>
    /// <param name="database">The database; it is only read.</param>
    /// <param name="release">The release.</param>
    /// <param name="needs">The newest schema version that the release was built for; 0 when that is not known. An older schema refuses it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <remarks>
    /// A migration that declares <c>compatible-from</c> says it itself. One that declares nothing is compatible when the lint finds nothing in it that an earlier release would
    /// trip over; otherwise no earlier release may run, and a release that is not known to be later is an earlier one only when <paramref name="needs"/> is below its version.
    /// </remarks>
    public static async Task<SchemaCompatibility> AskAsync(
        MigrationFolder folder, MigrationDatabase database, SemanticVersion release, long needs = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(release);

        ImmutableArray<AppliedMigration> history = [];
        ImmutableArray<MigrationEvent> events = [];
        var session = await database.OpenToReadAsync(cancellationToken).ConfigureAwait(false);
        if (session is not null)
        {
            await using (session.ConfigureAwait(false))
            {
                history = await session.History.ReadAsync(cancellationToken).ConfigureAwait(false);
                events = await session.History.ReadEventsAsync(cancellationToken).ConfigureAwait(false);
            }
        }

        return Answer(folder, database.Engine, history, events, release, needs);
    }

    internal static SchemaCompatibility Answer(
        MigrationFolder folder, DatabaseEngine engine, ImmutableArray<AppliedMigration> history, ImmutableArray<MigrationEvent> events, SemanticVersion release, long needs)
    {
        var scripts = folder.Scripts.ToDictionary(script => script.Version);
        var applied = history.Where(entry => entry.Kind == MigrationKind.Versioned && entry.Progress is null).OrderBy(entry => entry.Version).ToList();
        var version = applied.Count == 0 ? 0 : applied[^1].Version;
        var incompatible = Incompatible(folder, engine);
        var against = applied.Where(entry => Forbids(entry, incompatible, release, needs)).ToList();
        var reasons = against.Select(entry => entry.CompatibleFrom is { } from
            ? $"Version {entry.Version} '{entry.Name}' needs release {from} or a later one."
            : $"Version {entry.Version} '{entry.Name}' breaks earlier releases and declares no compatible-from.").ToList();
        if (needs > version) reasons.Add($"The release needs schema version {needs}, and the schema is at {version}.");

        // Going back means undoing everything from the first migration on that stands against the release.
        var first = against.Count == 0 ? long.MaxValue : against[0].Version;
        var undone = applied.Where(entry => entry.Version >= first).ToList();
        return new SchemaCompatibility
        {
            Release = release,
            SchemaVersion = version,
            MayRun = reasons.Count == 0,
            Reasons = [.. reasons],
            IsWayBackProven = undone.All(entry => scripts.TryGetValue(entry.Version, out var script) && script.Checksum == entry.Checksum && RehearsalProof.IsProven(script, events)),
            WayBackTo = against.Count == 0 ? version : applied.Where(entry => entry.Version < first).Select(entry => entry.Version).DefaultIfEmpty().Max(),
            ContractStepsThatWait = [.. folder.Scripts.Where(script => script.Phase == MigrationPhase.Contract && applied.All(entry => entry.Version != script.Version)
                && (script.Directives.CompatibleFrom is not { } from || from > release)).Select(script => script.File)],
        };
    }

    private static bool Forbids(AppliedMigration entry, HashSet<long> incompatible, SemanticVersion release, long needs) =>
        SemanticVersion.TryParse(entry.CompatibleFrom, null, out var from) ? release < from : incompatible.Contains(entry.Version) && needs < entry.Version;

    private static HashSet<long> Incompatible(MigrationFolder folder, DatabaseEngine engine)
    {
        var codes = LintRules.All.Where(rule => rule.IsIncompatible).Select(rule => rule.Code).ToHashSet();
        var files = MigrationLint.Check(folder, engine).Where(finding => codes.Contains(finding.Code)).Select(finding => finding.File).ToHashSet();
        return [.. folder.Scripts.Where(script => files.Contains(script.File)).Select(script => script.Version)];
    }
}
