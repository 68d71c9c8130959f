using System.Collections.Immutable;

namespace Pipeline.Sdk.LocalHost;

/// <summary>The whole state of one environment on one machine: the truth about what is live.</summary>
public sealed record HostStatus
{
    /// <summary>The version of this wire; a client of another version stops and says so. See <see cref="HostProtocol.Version"/>.</summary>
    public required int Protocol { get; init; }

    /// <summary>The environment's name.</summary>
    public required string Environment { get; init; }

    /// <summary>The host's process number.</summary>
    public required int ProcessId { get; init; }

    /// <summary>When the host process was started.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Where <c>/metrics</c> of the router is: requests, errors and durations by release, in Prometheus' text format. Empty while its port is taken.</summary>
    public string AdminUrl { get; init; } = "";

    /// <summary>The services it routes to, by name.</summary>
    public required ImmutableArray<ServiceStatus> Services { get; init; }
}
