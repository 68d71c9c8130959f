using System.Collections.Immutable;

namespace Pipeline.Sdk.LocalHost.State;

/// <summary>A slot; one that is being stopped is written as a candidate, because both are ended by the next host.</summary>
internal sealed record SlotState
{
    public required SlotSpec Spec { get; init; }

    public required SlotRole Role { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required ImmutableArray<InstanceRecord> Instances { get; init; }
}
