using System.Collections.Immutable;

namespace Pipeline.Sdk.LocalHost.State;

/// <summary>A service and its port.</summary>
internal sealed record ServiceState
{
    public required string Name { get; init; }

    public required int Port { get; init; }

    public required ImmutableArray<SlotState> Slots { get; init; }
}
