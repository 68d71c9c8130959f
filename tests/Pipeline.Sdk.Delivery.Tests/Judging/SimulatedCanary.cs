using Pipeline.Sdk.LocalHost;

namespace Pipeline.Sdk.Delivery.Tests;

/// <summary>A canary and a live release under traffic that is drawn from a seed, judged at every look until there is a verdict.</summary>
internal sealed record SimulatedCanary
{
    public double LiveErrors { get; init; } = 0.0005;

    public double Errors { get; init; } = 0.0005;

    public double Slowdown { get; init; } = 1;

    /// <summary>Requests of the live release before the rollout.</summary>
    public int History { get; init; } = 5_000;

    /// <summary>Requests of the new release between two looks.</summary>
    public int PerLook { get; init; } = 10;

    public double Percent { get; init; } = 10;

    public int Steps { get; init; } = 1;

    /// <summary>The spread of the logarithm of durations; most requests take about 20 ms, every tenth is five times slower.</summary>
    public double Spread { get; init; } = 0.7;

    public int MostRequests { get; init; } = 20_000;

    public JudgeOptions Options { get; init; } = new();

    /// <summary>The verdict of every step until one is no pass, and the requests of the new release until then.</summary>
    public (Verdict Verdict, long Requests) Run(int seed)
    {
        var random = new Draws(seed);
        var (live, requests, verdict) = (new Release(), 0L, Verdict.Pass);
        live.Send(random, History, LiveErrors, 1, Spread);
        for (var step = 0; step < Steps && verdict == Verdict.Pass; step++)
        {
            var judge = new CanaryJudge(Options, Steps);
            var (canary, before) = (new Release(), live.Counts);
            var perLive = (int)Math.Round(PerLook * (100 - Percent) / Percent);
            while (judge.Verdict == Verdict.Inconclusive && canary.Counts.Requests < MostRequests)
            {
                canary.Send(random, PerLook, Errors, Slowdown, Spread);
                live.Send(random, perLive, LiveErrors, 1, Spread);
                judge.Look(canary.Counts, live.Counts, live.Counts.Since(before));
            }

            (verdict, requests) = (judge.Verdict, requests + canary.Counts.Requests);
        }

        return (verdict, requests);
    }

    private sealed class Release
    {
        private readonly long[] _latency = new long[LatencyBuckets.Count];
        private long _requests;
        private long _failures;

        public TrafficCounts Counts => new(_requests, _failures, [.. _latency]);

        public void Send(Draws random, int count, double errors, double slowdown, double spread)
        {
            for (var i = 0; i < count; i++)
            {
                _requests++;
                _failures += random.Next() < errors ? 1 : 0;
                var normal = Math.Sqrt(-2 * Math.Log(1 - random.Next())) * Math.Cos(2 * Math.PI * random.Next());
                var seconds = 0.02 * slowdown * Math.Exp(spread * normal) * (random.Next() < 0.1 ? 5 : 1);
                _latency[LatencyBuckets.Of(seconds)]++;
            }
        }
    }

    // SplitMix64: Random's seeds 1, 2, 3 draw numbers that resemble each other.
    private sealed class Draws(int seed)
    {
        private ulong _state = (ulong)seed * 0x9E3779B97F4A7C15;

        /// <summary>From 0 to below 1.</summary>
        public double Next()
        {
            var mixed = _state += 0x9E3779B97F4A7C15;
            mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            return ((mixed ^ (mixed >> 31)) >> 11) * (1.0 / (1UL << 53));
        }
    }
}
