using System.Collections.Immutable;

namespace Pipeline.Sdk.LocalHost;

/// <summary>One service of an environment: the address clients use, and the slots behind it.</summary>
public sealed record ServiceStatus
{
    /// <summary>The service's name.</summary>
    public required string Name { get; init; }

    /// <summary>The router's port on 127.0.0.1; it stays the same over deployments and restarts of the host.</summary>
    public required int Port { get; init; }

    /// <summary>The address clients use: <c>http://127.0.0.1:{port}</c>, or <c>https</c> with a certificate.</summary>
    public required string Url { get; init; }

    /// <summary>The address of the newest release that is started and not live, for smoke tests and people; it answers 503 while there is none.</summary>
    public string PreviewUrl { get; init; } = "";

    /// <summary>At most one is live, at most one a canary, and at most one is previous.</summary>
    public required ImmutableArray<SlotStatus> Slots { get; init; }
}
