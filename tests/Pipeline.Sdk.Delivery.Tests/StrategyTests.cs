using Pipeline.Sdk.LocalHost;

namespace Pipeline.Sdk.Delivery.Tests;

/// <summary>The steps that strategies are made of.</summary>
public sealed class StrategyTests
{
    [Fact]
    public void Blue_green_starts_all_and_switches() =>
        Assert.Equal(["start 2 instances", "smoke tests", "promote"], Steps(Strategy.BlueGreen(), smoke: true));

    [Fact]
    public void Recreate_stops_first() =>
        Assert.Equal(["stop the live release", "start 2 instances", "promote"], Steps(Strategy.Recreate()));

    [Fact]
    public void A_canary_shares_and_judges_by_turns_and_a_last_hundred_is_the_promotion() =>
        Assert.Equal(
            ["start 2 instances", "share 10 %", "judge for 5 min", "share 50 %", "judge for 5 min", "promote"],
            Steps(Strategy.Canary(10, 50, 100).Hold(TimeSpan.FromMinutes(5))));

    [Fact]
    public void A_canary_for_testers_only_is_not_judged_there()
    {
        var plan = Strategy.Canary(0, 10).TestersByHeader("X-Tester", "yes").StickyByCookie("user").Plan(new RolloutFacts(2, true, false));

        Assert.Equal(["start 2 instances", "share 0 %", "share 10 %", "judge", "promote"], plan.Select(step => step.Text));
        Assert.All(plan.Where(step => step.Action == RolloutAction.Share), step => Assert.Equal(
            (new RequestMatch(new RequestKey(false, "X-Tester"), "yes"), new RequestKey(true, "user")),
            (Assert.Single(step.Traffic.Testers), step.Traffic.Sticky)));
    }

    [Theory]
    [InlineData(3, 1, 0, "start 1 instance, share 25 %, shrink the live release to 2 instances, grow to 2 instances, share 50 %, shrink the live release to 1 instance, grow to 3 instances, share 75 %, promote, stop the release before")]
    [InlineData(3, 0, 1, "shrink the live release to 2 instances, start 1 instance, share 33.33 %, shrink the live release to 1 instance, grow to 2 instances, share 66.67 %, share 100 %, shrink the live release to 0 instances, grow to 3 instances, promote, stop the release before")]
    [InlineData(4, 2, 0, "start 2 instances, share 33.33 %, shrink the live release to 2 instances, grow to 4 instances, share 66.67 %, promote, stop the release before")]
    [InlineData(1, 1, 0, "start 1 instance, share 50 %, promote, stop the release before")]
    public void Rolling_moves_in_batches(int replicas, int surge, int unavailable, string steps) =>
        Assert.Equal(steps.Split(", "), Steps(Strategy.Rolling(surge, unavailable), replicas));

    [Fact]
    public void Rolling_keeps_to_its_limits_whatever_they_are()
    {
        foreach (var (replicas, surge, unavailable) in from r in Enumerable.Range(1, 9) from s in Enumerable.Range(0, 5) from u in Enumerable.Range(0, 5) where s + u > 0 select (r, s, u))
        {
            var (young, old, share) = (0, replicas, 0.0);
            foreach (var step in Strategy.Rolling(surge, unavailable).Plan(new RolloutFacts(replicas, true, false)))
            {
                (young, old, share) = step.Action switch
                {
                    RolloutAction.Start or RolloutAction.Grow => (step.Instances, old, share),
                    RolloutAction.ShrinkLive => (young, step.Instances, share),
                    RolloutAction.Share => (young, old, step.Traffic.Percent),
                    RolloutAction.Promote => (young, old, 100.0),
                    _ => (young, old, share),
                };
                var what = $"{replicas} instances, surge {surge}, unavailable {unavailable} at '{step}'";
                Assert.True(young + old <= replicas + surge, what);
                Assert.True(young + old >= replicas - unavailable, what);
                Assert.True(share == 0 || young > 0, what);
                Assert.True(share == 100 || old > 0 || young == 0 || unavailable >= replicas, what);
            }

            Assert.Equal((replicas, 100), (young, share));
        }
    }

    [Fact]
    public void Where_nothing_is_live_every_strategy_starts_and_promotes()
    {
        foreach (var strategy in (IDeploymentStrategy[])[Strategy.BlueGreen(), Strategy.Recreate(), Strategy.Rolling(), Strategy.Canary(10)])
            Assert.Equal(["start 2 instances", "promote"], strategy.Plan(new RolloutFacts(2, false, false)).Select(step => step.Text));
    }

    [Theory]
    [InlineData("")]
    [InlineData("10 10")]
    [InlineData("50 10")]
    [InlineData("-1")]
    [InlineData("101")]
    [InlineData("NaN")]
    public void Shares_that_do_not_grow_are_refused(string percents)
    {
        var shares = percents.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(text => double.Parse(text, System.Globalization.CultureInfo.InvariantCulture)).ToArray();

        Assert.Contains("grow from 0 to 100", Assert.Throws<ArgumentException>(() => Strategy.Canary(shares)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rolling_deployment_that_cannot_move_is_refused() =>
        Assert.Throws<ArgumentException>(() => Strategy.Rolling(maxSurge: 0, maxUnavailable: 0));

    [Fact]
    public void Options_of_a_judge_that_make_no_sense_are_told_all_at_once()
    {
        var refused = Assert.Throws<ArgumentException>(() => Strategy.Canary(10).Judged(judge => judge with
        {
            FalseAlarmRate = 0,
            HarmfulErrors = 0.0001,
            HarmfulSlowdown = 1,
            Probes = ["ping"],
            Metrics = [MetricCheck.OfInstances("queue")],
        }));

        foreach (var text in (string[])["FalseAlarmRate 0", "HarmfulErrors 0.0001", "HarmfulSlowdown 1", "'ping' must begin with '/'", "'queue' needs Most or MostOfLive"])
            Assert.Contains(text, refused.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Steps(IDeploymentStrategy strategy, int replicas = 2, bool smoke = false) =>
        strategy.Plan(new RolloutFacts(replicas, true, smoke)).Select(step => step.Text);
}
