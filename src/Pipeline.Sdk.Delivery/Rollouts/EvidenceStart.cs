using System.Collections.Immutable;

namespace Pipeline.Sdk.Delivery;

/// <summary>
/// What the judge of a step counts from. The counts themselves are the host's, which outlives the engine; with their state at the beginning of the step another engine can go on.
/// </summary>
internal sealed record EvidenceStart
{
    /// <summary>Which host has counted, by process and start: one that is started anew counts from zero.</summary>
    public required string Host { get; init; }

    /// <summary>The slot of the live release, which was measured beside; empty when there was none.</summary>
    public required string LiveSlot { get; init; }

    /// <summary>The new release's requests at the beginning.</summary>
    public required TrafficCounts Canary { get; init; }

    /// <summary>The live release's requests at the beginning.</summary>
    public required TrafficCounts Live { get; init; }

    /// <summary>The new release's requests when its durations began to count, or null while they do not.</summary>
    public TrafficCounts? WarmCanary { get; init; }

    /// <summary>The live release's requests at that moment.</summary>
    public TrafficCounts? WarmLive { get; init; }

    /// <summary>How often each instance of the new release had been started again.</summary>
    public required ImmutableSortedDictionary<string, int> Restarts { get; init; }

    /// <summary>How many engines have gone on with it.</summary>
    public int Resumes { get; init; }

    /// <summary>Why the counts of now cannot be compared with these; null when they can.</summary>
    public string? WhyNotComparable(EvidenceStart now) =>
        now.Host != Host ? "the host was started anew and counts from zero"
        : now.LiveSlot != LiveSlot ? "another release is live than the one that was measured beside"
        : !now.Restarts.Keys.SequenceEqual(Restarts.Keys, StringComparer.Ordinal) ? "the instances are not those that were counted"
        : now.Canary.Requests < Canary.Requests || now.Live.Requests < Live.Requests ? "the counts are lower than they were"
        : null;
}
