using System.Globalization;
using System.Net;
using Pipeline.Sdk.LocalHost.Routing;

namespace Pipeline.Sdk.LocalHost.Tests;

/// <summary>Shares of the traffic: by lot, by sender, by tester; what is counted of them; and that they survive the host.</summary>
public sealed class TrafficTests
{
    [Fact]
    public async Task A_share_goes_to_the_canary_by_lot_and_changes_without_a_restart()
    {
        await using var host = await TestHost.StartAsync();
        var url = await CanaryAsync(host, new TrafficSpec { Percent = 25 });

        var answers = await AskAsync(host, url, 1000);
        Assert.InRange(answers["2.0.0"], 180, 320); // 250 and five standard deviations
        Assert.Equal((SlotRole.Canary, 25), ((await host.SlotAsync("slot-2.0.0")).Role, (await host.SlotAsync("slot-2.0.0")).Percent));
        Assert.Equal((SlotRole.Live, 75), ((await host.SlotAsync("slot-1.0.0")).Role, (await host.SlotAsync("slot-1.0.0")).Percent));

        await host.Client.ShareAsync("orders", "slot-2.0.0", new TrafficSpec { Percent = 100 });
        Assert.Equal(["2.0.0"], (await AskAsync(host, url, 50)).Keys);

        var back = await host.Client.ShareAsync("orders", "slot-2.0.0", new TrafficSpec());
        Assert.Equal(["1.0.0"], (await AskAsync(host, url, 50)).Keys);
        Assert.Equal(SlotRole.Candidate, (await host.SlotAsync("slot-2.0.0")).Role);
        Assert.True(back.Elapsed < TimeSpan.FromSeconds(1), back.Elapsed.ToString());
    }

    [Fact]
    public async Task Testers_reach_the_canary_by_header_or_cookie_whatever_its_share_and_are_no_sample()
    {
        await using var host = await TestHost.StartAsync();
        var url = await CanaryAsync(host, new TrafficSpec
        {
            Testers = [new RequestMatch(new RequestKey(false, "X-Tester"), "yes"), new RequestMatch(new RequestKey(true, "beta"))],
        });

        Assert.Equal("1.0.0", await GetAsync(host, url));
        Assert.Equal("2.0.0", await GetAsync(host, url, ("X-Tester", "yes")));
        Assert.Equal("1.0.0", await GetAsync(host, url, ("X-Tester", "no")));
        Assert.Equal("2.0.0", await GetAsync(host, url, ("Cookie", "a=1; beta=on")));

        var traffic = await host.Client.GetTrafficAsync("orders");
        Assert.Equal([2, 0], traffic.Slots.Select(slot => slot.Requests));
    }

    [Fact]
    public async Task A_sender_always_meets_the_same_release_and_a_growing_share_only_adds_senders()
    {
        await using var host = await TestHost.StartAsync();
        var sticky = new RequestKey(false, "X-User");
        var url = await CanaryAsync(host, new TrafficSpec { Percent = 20, Sticky = sticky });

        var first = await SendersAsync(host, url);
        Assert.Equal(first, await SendersAsync(host, url));
        Assert.InRange(first.Count, 1, 40);

        await host.Client.ShareAsync("orders", "slot-2.0.0", new TrafficSpec { Percent = 60, Sticky = sticky });
        var more = await SendersAsync(host, url);
        Assert.Subset(more.ToHashSet(), first.ToHashSet());
        Assert.True(more.Count > first.Count);
    }

    [Fact]
    public void Senders_are_spread_evenly()
    {
        var shares = Enumerable.Range(0, 20_000).Select(i => TrafficTable.Part("user-" + i.ToString(CultureInfo.InvariantCulture))).ToList();

        foreach (var percent in (int[])[1, 5, 10, 50])
            Assert.InRange(shares.Count(part => part < percent * 100) / 20_000.0 * 100, percent - (0.2 + (percent * 0.04)), percent + 0.2 + (percent * 0.04));
    }

    [Fact]
    public async Task Weights_survive_the_death_of_the_host()
    {
        await using var host = await TestHost.StartAsync();
        var url = await CanaryAsync(host, new TrafficSpec { Percent = 50, Testers = [new RequestMatch(new RequestKey(false, "X-Tester"))] });
        var instance = (await host.SlotAsync("slot-2.0.0")).Instances.Single().ProcessId;

        await host.KillHostAsync();
        await host.EnsureStartedAsync();

        var canary = await host.SlotAsync("slot-2.0.0");
        Assert.Equal((SlotRole.Canary, 50, instance), (canary.Role, canary.Percent, canary.Instances.Single().ProcessId));
        Assert.Equal("2.0.0", await GetAsync(host, url, ("X-Tester", "1")));
        Assert.Equal(["1.0.0", "2.0.0"], (await AskAsync(host, url, 200)).Keys.Order());
    }

    [Fact]
    public async Task The_switch_takes_the_share_away_and_keeps_both_releases()
    {
        await using var host = await TestHost.StartAsync();
        var url = await CanaryAsync(host, new TrafficSpec { Percent = 10 });

        await host.Client.SwitchAsync("orders", "slot-2.0.0");

        Assert.Equal(["2.0.0"], (await AskAsync(host, url, 50)).Keys);
        Assert.Equal((SlotRole.Previous, 0), ((await host.SlotAsync("slot-1.0.0")).Role, (await host.SlotAsync("slot-1.0.0")).Percent));
        Assert.Equal((SlotRole.Live, 100), ((await host.SlotAsync("slot-2.0.0")).Role, (await host.SlotAsync("slot-2.0.0")).Percent));
    }

    [Fact]
    public async Task What_was_answered_and_how_fast_is_counted_by_release()
    {
        await using var host = await TestHost.StartAsync();
        await host.DeployAsync("1.0.0");
        var service = await host.Client.EnsureServiceAsync(new ServiceSpec { Name = "orders", AccessLog = true });
        await host.StartReadyAsync(await host.ReleaseAsync("2.0.0", 1, ("FIXTURE_ERROR_PERCENT", "100"), ("FIXTURE_DELAY_MS", "40")));
        await host.Client.ShareAsync("orders", "slot-2.0.0", new TrafficSpec { Percent = 50 });

        for (var i = 0; i < 100; i++)
        {
            using var response = await host.Http.GetAsync(new Uri(service.Url));
        }

        // Counted when the answer's end was passed on, which is after the client has seen it.
        await Eventually.BeTrueAsync("all are counted", async () => (await host.Client.GetTrafficAsync("orders")).Slots.Sum(slot => slot.Requests) == 100);
        var slots = (await host.Client.GetTrafficAsync("orders")).Slots;
        Assert.Equal(0, slots[0].Failures);
        Assert.Equal(slots[1].Requests, slots[1].Failures);
        Assert.Equal(slots[1].Requests, slots[1].Latency.Sum());
        Assert.True(Enumerable.Range(0, slots[1].Latency.Length).Where(bucket => slots[1].Latency[bucket] > 0).All(bucket => LatencyBuckets.UpperEnd(bucket) > 0.039));

        var status = await host.Client.GetStatusAsync();
        var metrics = await host.Http.GetStringAsync(new Uri(status.AdminUrl + "/metrics"));
        Assert.Contains($"pipeline_router_requests_total{{service=\"orders\",slot=\"slot-2.0.0\",version=\"2.0.0\",role=\"canary\",route=\"lot\",code=\"5xx\"}} {slots[1].Requests}", metrics, StringComparison.Ordinal);
        Assert.Contains("pipeline_router_share_percent{service=\"orders\",slot=\"slot-2.0.0\",version=\"2.0.0\",role=\"canary\"} 50", metrics, StringComparison.Ordinal);

        var log = Path.Combine(host.Paths.StateFolder, "access-orders.log");
        await Eventually.BeTrueAsync("a line per request", () => File.Exists(log) && File.ReadAllLines(log).Length == 100);
        Assert.Contains(" slot-2.0.0 slot-2.0.0-1 500 ", File.ReadAllText(log), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_preview_shows_the_newest_release_that_is_not_live()
    {
        await using var host = await TestHost.StartAsync();
        await host.DeployAsync("1.0.0");
        var preview = (await host.ServiceAsync()).PreviewUrl;
        using (var nothing = await host.Http.GetAsync(new Uri(preview)))
            Assert.Equal(HttpStatusCode.ServiceUnavailable, nothing.StatusCode);

        await host.StartReadyAsync(await host.ReleaseAsync("2.0.0"));
        Assert.Equal("2.0.0", await GetAsync(host, preview));
    }

    [Fact]
    public async Task A_slot_grows_and_shrinks_under_load_without_a_lost_request()
    {
        await using var host = await TestHost.StartAsync();
        var url = await host.DeployAsync("1.0.0", replicas: 1);
        var load = new Load(host.Http, url);
        var slow = new Load(host.Http, url, clients: 4, "/slow?ms=200");
        await load.ReachAsync(500);
        await slow.ReachAsync(4);

        var grown = await host.Client.ScaleAsync("orders", "slot-1.0.0", 3);
        Assert.Equal(["slot-1.0.0-1", "slot-1.0.0-2", "slot-1.0.0-3"], grown.Instances.Select(instance => instance.Id));
        Assert.Equal(ReadinessFailure.None, (await host.Client.WaitReadyAsync("orders", "slot-1.0.0")).Failure);
        await load.ReachAsync(load.Requests + 500);

        var shrunk = await host.Client.ScaleAsync("orders", "slot-1.0.0", 1);
        Assert.Equal("slot-1.0.0-1", shrunk.Instances.Single().Id);
        Assert.Single(host.RunningInstances());
        await load.ReachAsync(load.Requests + 500);
        await Task.WhenAll(load.StopAsync(), slow.StopAsync());

        Assert.Empty(load.Failures);
        Assert.Empty(slow.Failures);
    }

    [Fact]
    public async Task A_share_that_makes_no_sense_is_refused_and_changes_nothing()
    {
        await using var host = await TestHost.StartAsync();
        var url = await host.DeployAsync("1.0.0");
        await host.Client.StartSlotAsync("orders", await host.ReleaseAsync("2.0.0", 1, ("FIXTURE_UNHEALTHY", "1")));

        await RefusedAsync("PIPE0827", "slot-1.0.0", 10);
        await RefusedAsync("PIPE0818", "slot-2.0.0", 10);
        await RefusedAsync("PIPE0822", "slot-2.0.0", 101);
        await RefusedAsync("PIPE0822", "slot-2.0.0", -1);
        await RefusedAsync("PIPE0811", "nope", 10);
        Assert.Equal(["1.0.0"], (await AskAsync(host, url, 20)).Keys);

        async Task RefusedAsync(string code, string slot, double percent) =>
            Assert.Equal(code, (await Assert.ThrowsAsync<LocalHostException>(() => host.Client.ShareAsync("orders", slot, new TrafficSpec { Percent = percent }))).Code);
    }

    private static async Task<string> CanaryAsync(TestHost host, TrafficSpec traffic)
    {
        var url = await host.DeployAsync("1.0.0");
        await host.StartReadyAsync(await host.ReleaseAsync("2.0.0"));
        await host.Client.ShareAsync("orders", "slot-2.0.0", traffic);
        return url;
    }

    private static async Task<Dictionary<string, int>> AskAsync(TestHost host, string url, int requests)
    {
        var answers = new Dictionary<string, int>();
        for (var i = 0; i < requests; i++)
        {
            var answer = await host.Http.GetStringAsync(new Uri(url));
            answers[answer] = answers.GetValueOrDefault(answer) + 1;
        }

        return answers;
    }

    private static async Task<List<string>> SendersAsync(TestHost host, string url)
    {
        var canary = new List<string>();
        foreach (var user in Enumerable.Range(0, 100).Select(i => "user-" + i.ToString(CultureInfo.InvariantCulture)))
        {
            if (await GetAsync(host, url, ("X-User", user)) == "2.0.0")
                canary.Add(user);
        }

        return canary;
    }

    private static async Task<string> GetAsync(TestHost host, string url, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(url));
        foreach (var (name, value) in headers)
            request.Headers.Add(name, value);
        using var response = await host.Http.SendAsync(request);
        return await response.Content.ReadAsStringAsync();
    }
}
