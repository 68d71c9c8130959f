using System.Collections.Immutable;

namespace Pipeline.Sdk.Delivery;

/// <summary>How a release is judged while it has a share of the traffic. All rates are from 0 to 1.</summary>
public sealed record JudgeOptions
{
    /// <summary>How often a good release may be rejected, over the whole rollout, however many tests and steps it has; the default is 1 %.</summary>
    public double FalseAlarmRate { get; init; } = 0.01;

    /// <summary>How often a bad release may pass a step; the default is 1 %.</summary>
    public double MissRate { get; init; } = 0.01;

    /// <summary>A rate of failed requests that is fine whatever the live release's own is; the default is 0.1 %.</summary>
    public double TolerableErrors { get; init; } = 0.001;

    /// <summary>A rate of failed requests that is bad as long as the live release's own is not of that order; the default is 1 %.</summary>
    public double HarmfulErrors { get; init; } = 0.01;

    /// <summary>How many times the live release's odds of failure are bad; the default is 3.</summary>
    public double HarmfulOdds { get; init; } = 3;

    /// <summary>Whether durations are judged; the default is that they are.</summary>
    public bool JudgesLatency { get; init; } = true;

    /// <summary>How many times slower than the live release is fine, the whole distribution shifted; the default is 1.25.</summary>
    public double TolerableSlowdown { get; init; } = 1.25;

    /// <summary>How many times slower is bad, the whole distribution shifted; the default is 2.</summary>
    public double HarmfulSlowdown { get; init; } = 2;

    /// <summary>A delay that is fine however fast the live release is: a tenth of a millisecond more is not harm because it is twice a tenth. The default is 1 ms; twice as much is harmful at least.</summary>
    public TimeSpan TolerableDelay { get; init; } = TimeSpan.FromMilliseconds(1);

    /// <summary>How many requests a new release gets before its durations are judged: its code is not warm yet. The default is 200.</summary>
    public int WarmUpRequests { get; init; } = 200;

    /// <summary>How many requests a step must have seen at least before it passes; the default is 100.</summary>
    public int MinimumRequests { get; init; } = 100;

    /// <summary>How long a step is held while the verdict is open; after that the release is taken back. The default is 10 minutes.</summary>
    public TimeSpan HoldFor { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Paths that are asked on the new release while it is judged: three failures in a row reject it. They count as no evidence for it. None by default.</summary>
    public ImmutableArray<string> Probes { get; init; } = [];

    /// <summary>Metrics that are looked at while it is judged; none by default.</summary>
    public ImmutableArray<MetricCheck> Metrics { get; init; } = [];
}
