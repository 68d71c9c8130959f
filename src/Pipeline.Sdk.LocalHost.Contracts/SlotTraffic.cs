using System.Collections.Immutable;

namespace Pipeline.Sdk.LocalHost;

/// <summary>
/// What the router has counted of a slot's requests since the host or the slot was started, the later of both. Only requests that came to the slot by lot or because
/// it is the live one: testers are no sample.
/// </summary>
public sealed record SlotTraffic
{
    /// <summary>The slot.</summary>
    public required string Slot { get; init; }

    /// <summary>Requests that were answered, or would have been by a working instance; those that clients gave up are left out.</summary>
    public required long Requests { get; init; }

    /// <summary>Those of them that were answered with 500 or above, or by nobody.</summary>
    public required long Failures { get; init; }

    /// <summary>How many of the answered ones took how long, by <see cref="LatencyBuckets"/>; shorter than these, because zeros at the end are left out.</summary>
    public required ImmutableArray<long> Latency { get; init; }
}
