using Pipeline.Sdk.LocalHost;

namespace Pipeline.Sdk.Delivery.Tests;

/// <summary>The judge's parts, against figures that are known, and what it says in borderline cases.</summary>
public sealed class JudgeTests
{
    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1.6449, 0.05)]
    [InlineData(2.5758, 0.005)]
    [InlineData(4, 3.167e-5)]
    [InlineData(-1.6449, 0.95)]
    public void The_normal_tail_is_the_known_one(double z, double tail) => Assert.Equal(1, Normal.UpperTail(z) / tail, 3);

    [Theory]
    [InlineData(0, 100, 0, 0.0263)] // Wilson's score interval, one-sided 95 %
    [InlineData(5, 100, 0.02455, 0.09916)]
    [InlineData(0, 0, 0, 1)]
    public void Rates_have_Wilsons_bounds(long failures, long requests, double lower, double upper)
    {
        Assert.Equal(lower, RateBounds.Lower(failures, requests), 3);
        Assert.Equal(upper, RateBounds.Upper(failures, requests), 3);
    }

    [Fact]
    public void Ranks_of_equal_samples_differ_by_nothing_and_of_disjoint_ones_by_much()
    {
        long[] low = [10, 10, 10], high = [0, 0, 0, 0, 10, 10, 10];

        Assert.Equal(0, RankTest.Z(low, [10, 10, 10]), 6);
        // Without ties across the samples z is (n·m/2) / sqrt(n·m·(n+m+1)/12), with 30 and 30 that is 6.65; ties inside make it a little more.
        Assert.InRange(RankTest.Z(high, [10, 10, 10]), 6.6, 7.1);
        Assert.InRange(RankTest.Z(low, [0, 0, 0, 0, 10, 10, 10]), -7.1, -6.6);
        Assert.Equal(0, RankTest.Z([], [1]));
    }

    [Fact]
    public void Twice_as_slow_is_eight_buckets_on_and_a_delay_moves_short_durations_more()
    {
        Assert.Equal(8, LatencyBuckets.Of(0.04) - LatencyBuckets.Of(0.02));
        var latency = new long[100];
        latency[60] = 7;

        var slower = RankTest.Slower(latency, 2, TimeSpan.Zero);
        Assert.Equal((7, 7), (slower[68], slower.Sum()));

        latency[0] = 3; // 50 µs and a delay of 0.15 ms are four times as much
        Assert.Equal(3, RankTest.Slower(latency, 1, TimeSpan.FromMilliseconds(0.15))[16], 6);
    }

    [Fact]
    public void A_judge_that_goes_on_after_a_kill_spends_no_look_a_second_time()
    {
        long[] fast = new long[80], slow = new long[80];
        (fast[60], slow[61]) = (120, 120);
        var options = new JudgeOptions();
        var fresh = new LatencyTest(options, 0.01, 0.01);
        fresh.Look(fast, fast);
        var goesOn = new LatencyTest(options, 0.01, 0.01);

        // 120 durations are 3.3 looks that each had a third more than the one before: four can have been spent, and one more by the judge that was killed before.
        goesOn.GoOn(120, resumes: 1);
        goesOn.Look(fast, fast);

        Assert.Equal((1, 6), (fresh.Looks, goesOn.Looks));
        Assert.Equal(Verdict.Pass, goesOn.Verdict);
    }

    [Fact]
    public void A_failure_that_the_live_release_shares_is_not_the_new_ones()
    {
        var judge = new CanaryJudge(new JudgeOptions { JudgesLatency = false }, 1);
        judge.Look(new TrafficCounts(100, 50, []), new TrafficCounts(10_900, 450, []), new TrafficCounts(900, 450, []));

        Assert.Equal(Verdict.Inconclusive, judge.Verdict);
    }

    [Fact]
    public void Nothing_is_said_where_nothing_is_known()
    {
        var judge = new CanaryJudge(new JudgeOptions(), 1);
        judge.Look(TrafficCounts.None, TrafficCounts.None, TrafficCounts.None);
        Assert.Equal(Verdict.Inconclusive, judge.Verdict);

        judge.Look(new TrafficCounts(5, 5, [5]), TrafficCounts.None, TrafficCounts.None);
        Assert.Equal(Verdict.Inconclusive, judge.Verdict);
    }

    [Fact]
    public void A_release_passes_with_enough_evidence_of_every_kind()
    {
        var judge = new CanaryJudge(new JudgeOptions { MinimumRequests = 2_000 }, 1);
        var live = Counts(9_000);

        judge.Look(Counts(1_000), live, live);
        Assert.Equal(Verdict.Inconclusive, judge.Verdict); // fewer than asked for

        judge.Look(Counts(2_000), live, live);
        Assert.Equal(Verdict.Pass, judge.Verdict);
        Assert.StartsWith("pass: requests: 0 of 2000 failed, live 0 of 9000;", judge.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Counts_of_a_host_that_was_started_anew_are_all_new()
    {
        var before = new TrafficCounts(100, 2, [50, 50]);

        Assert.Equal((20, 1, 10), Compare(new TrafficCounts(120, 3, [60, 60]).Since(before)));
        Assert.Equal((30, 1, 15), Compare(new TrafficCounts(30, 1, [15, 15]).Since(before)));

        static (long, long, long) Compare(TrafficCounts counts) => (counts.Requests, counts.Failures, counts.Latency[0]);
    }

    [Theory]
    [InlineData("queue 3\n", 3.0)]
    [InlineData("queue{a=\"x} y\"} 4 1700000000\nqueue{a=\"z\"} 2\n", 4.0)]
    [InlineData("queue_total 9\nqueue +Inf\n", double.PositiveInfinity)]
    [InlineData("# HELP queue 7\nqueues 8\n", null)]
    public void A_page_of_metrics_is_read(string page, double? value) => Assert.Equal(value, MetricReader.Largest(page, "queue"));

    private static TrafficCounts Counts(long requests)
    {
        var latency = new long[90];
        for (var bucket = 60; bucket < 80; bucket++)
            latency[bucket] = requests / 20;
        return new TrafficCounts(requests, 0, latency);
    }
}
