using System.Collections.Immutable;

namespace Pipeline.Sdk.LocalHost.State;

/// <summary>What the host remembers over its own end.</summary>
internal sealed record HostState
{
    /// <summary>The version of this file that this program writes and reads.</summary>
    public const int CurrentVersion = 1;

    public required int Version { get; init; }

    public required string Environment { get; init; }

    /// <summary>Process numbers mean nothing after a reboot.</summary>
    public required string BootId { get; init; }

    public int AdminPort { get; init; }

    public required ImmutableArray<ServiceState> Services { get; init; }
}
