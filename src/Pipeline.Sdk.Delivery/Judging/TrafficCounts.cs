namespace Pipeline.Sdk.Delivery;

/// <summary>Requests of one release that were counted in one span of time.</summary>
/// <param name="Requests">All that count.</param>
/// <param name="Failures">Those that failed.</param>
/// <param name="Latency">How long the answered ones took, by bucket; may be shorter than all buckets.</param>
internal sealed record TrafficCounts(long Requests, long Failures, IReadOnlyList<long> Latency)
{
    public static readonly TrafficCounts None = new(0, 0, []);

    /// <summary>What was counted since an earlier look. A host that was started anew counts from zero: then all of it is new.</summary>
    public TrafficCounts Since(TrafficCounts earlier) => earlier.Requests == 0 || Requests < earlier.Requests
        ? this
        : new(Requests - earlier.Requests, Failures - earlier.Failures, [.. Latency.Select((count, bucket) => count - (bucket < earlier.Latency.Count ? earlier.Latency[bucket] : 0))]);
}
