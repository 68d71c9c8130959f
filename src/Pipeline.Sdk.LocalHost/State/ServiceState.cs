using System.Collections.Immutable;

namespace Pipeline.Sdk.LocalHost.State;

/// <summary>A service and its port.</summary>
internal sealed record ServiceState
{
    public required string Name { get; init; }

    public required int Port { get; init; }

    public int PreviewPort { get; init; }

    public TlsSpec? Tls { get; init; }

    public bool AccessLog { get; init; }

    /// <summary>Which requests the canary among the slots gets.</summary>
    public TrafficSpec? Traffic { get; init; }

    public required ImmutableArray<SlotState> Slots { get; init; }
}
