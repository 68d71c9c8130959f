using System.Collections.Immutable;

namespace Pipeline.Sdk;

/// <summary>What is about to happen to an environment.</summary>
public sealed record GateQuestion
{
    /// <summary>The environment.</summary>
    public required DeploymentEnvironment Environment { get; init; }

    /// <summary>The run that wants to change it.</summary>
    public required RunFacts Run { get; init; }

    /// <summary>The time of the question.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The service, once a release is about to go live; null before anything runs.</summary>
    public string? Service { get; init; }

    /// <summary>The release's digest, once it is known; null before anything runs.</summary>
    public string? Digest { get; init; }

    /// <summary>The release's version, once it is known; null before anything runs.</summary>
    public string? Version { get; init; }

    /// <summary>The ended deployments of an environment, oldest first, as far as this machine knows them.</summary>
    public required Func<DeploymentEnvironment, ImmutableArray<DeploymentRecord>> Deployments { get; init; }
}
