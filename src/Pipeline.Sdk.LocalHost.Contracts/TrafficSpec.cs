using System.Collections.Immutable;

namespace Pipeline.Sdk.LocalHost;

/// <summary>Which requests go to a slot beside the live one.</summary>
public sealed record TrafficSpec
{
    /// <summary>The share of requests that are drawn by lot, 0 to 100; with testers 0 is of use too.</summary>
    public double Percent { get; init; }

    /// <summary>Requests that go to the slot whatever the share.</summary>
    public ImmutableArray<RequestMatch> Testers { get; init; } = [];

    /// <summary>Where a request carries who sends it: the same sender always meets the same release, and a growing share only adds senders. Null draws every request anew.</summary>
    public RequestKey? Sticky { get; init; }
}
