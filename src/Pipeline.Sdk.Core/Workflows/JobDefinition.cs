using System.Collections.Immutable;

namespace Pipeline.Sdk;

/// <summary>Which targets run together on one runner.</summary>
public sealed record JobDefinition
{
    /// <summary>The job's id: letters, digits and <c>_</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The targets it runs, by handle.</summary>
    public required ImmutableArray<Target> Targets { get; init; }

    /// <summary>The runners; more than one makes one leg each.</summary>
    public required ImmutableArray<Runner> Runners { get; init; }

    /// <summary>What splits its work: one leg per part on every runner; or null.</summary>
    public Partition? Partition { get; init; }

    /// <summary>The environment it deploys to, or null.</summary>
    public DeploymentEnvironment? Environment { get; init; }

    /// <summary>The job that must have succeeded before by the author's word (promotion), or null.</summary>
    public string? After { get; init; }

    /// <summary>How long it may take; the default is 30 minutes.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(30);
}
