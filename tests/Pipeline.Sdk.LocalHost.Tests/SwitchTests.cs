using System.Diagnostics;

namespace Pipeline.Sdk.LocalHost.Tests;

public sealed class SwitchTests
{
    [Fact]
    public async Task A_ready_slot_serves_after_the_switch_and_not_before()
    {
        await using var host = await TestHost.StartAsync();
        var service = await host.Client.EnsureServiceAsync(new ServiceSpec { Name = "orders" });
        Assert.Equal($"http://127.0.0.1:{service.Port}", service.Url);
        using (var before = await host.Http.GetAsync(new Uri(service.Url)))
        {
            Assert.Equal(503, (int)before.StatusCode);
            Assert.Equal("No release of 'orders' is live.\n", await before.Content.ReadAsStringAsync());
        }

        await host.StartReadyAsync(await host.ReleaseAsync("1.0.0", replicas: 2));
        using (var candidate = await host.Http.GetAsync(new Uri(service.Url)))
            Assert.Equal(503, (int)candidate.StatusCode);

        var result = await host.Client.SwitchAsync("orders", "slot-1.0.0");
        Assert.Equal((null, "slot-1.0.0"), (result.From, result.To));
        Assert.Equal("1.0.0", await host.Http.GetStringAsync(new Uri(service.Url)));
        Assert.Equal(SlotRole.Live, (await host.SlotAsync("slot-1.0.0")).Role);
        Assert.Equal(2, (await host.SlotAsync("slot-1.0.0")).Instances.Count(instance => instance.State == InstanceState.Healthy));
    }

    [Fact]
    public async Task A_switch_under_load_loses_no_request()
    {
        await using var host = await TestHost.StartAsync();
        var url = await host.DeployAsync("1.0.0", replicas: 2);
        await host.StartReadyAsync(await host.ReleaseAsync("2.0.0", replicas: 2));

        var load = new Load(host.Http, url);
        var slow = new Load(host.Http, url, clients: 4, "/slow?ms=400");
        await load.ReachAsync(1000);
        await slow.ReachAsync(4);
        for (var i = 0; i < 20; i++)
        {
            await host.Client.SwitchAsync("orders", i % 2 == 0 ? "slot-2.0.0" : "slot-1.0.0");
            await load.ReachAsync(1000 + ((i + 1) * 100));
        }

        await host.Client.SwitchAsync("orders", "slot-2.0.0");
        await host.Client.StopSlotAsync("orders", "slot-1.0.0");
        await load.ReachAsync(load.Requests + 1000);
        await Task.WhenAll(load.StopAsync(), slow.StopAsync());

        Assert.Empty(load.Failures);
        Assert.Empty(slow.Failures);
        Assert.Equal(["1.0.0", "2.0.0"], load.Answers.Keys.Order());
        Assert.Equal("2.0.0", await host.Http.GetStringAsync(new Uri(url)));
    }

    [Fact]
    public async Task A_request_that_was_started_on_the_old_slot_finishes_there_while_the_slot_is_stopped()
    {
        await using var host = await TestHost.StartAsync();
        var url = await host.DeployAsync("1.0.0");
        await host.StartReadyAsync(await host.ReleaseAsync("2.0.0"));

        var inFlight = host.Http.GetStringAsync(new Uri(url + "/slow?ms=1500"));
        var old = (await host.SlotAsync("slot-1.0.0")).Instances.Single();
        await Eventually.BeTrueAsync("a request on the old instance", () => host.InFlightAsync(old.Port, 1));
        await host.Client.SwitchAsync("orders", "slot-2.0.0");
        var stop = host.Client.StopSlotAsync("orders", "slot-1.0.0");
        Assert.Equal("2.0.0", await host.Http.GetStringAsync(new Uri(url)));

        Assert.False(inFlight.IsCompleted);
        Assert.Equal("1.0.0", await inFlight);
        await stop;
        Assert.Null(ProcessIdentity.StartStamp(old.ProcessId));
        Assert.DoesNotContain((await host.ServiceAsync()).Slots, slot => slot.Id == "slot-1.0.0");
    }

    [Fact]
    public async Task Going_back_is_a_switch_to_the_warm_previous_slot()
    {
        await using var host = await TestHost.StartAsync();
        var url = await host.DeployAsync("1.0.0");
        await host.DeployAsync("2.0.0");
        var previous = await host.SlotAsync("slot-1.0.0");
        Assert.Equal(SlotRole.Previous, previous.Role);

        var watch = Stopwatch.StartNew();
        var back = await host.Client.SwitchAsync("orders", "slot-1.0.0");
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(1));
        Assert.Equal(("slot-2.0.0", "slot-1.0.0"), (back.From, back.To));
        Assert.True(back.Elapsed < TimeSpan.FromMilliseconds(100), back.Elapsed.ToString());

        // Almost all of it is the fsync of the intent. The median: other work on the machine may hold up one of them, not most.
        var switches = new List<TimeSpan>();
        for (var i = 0; i < 20; i++)
            switches.Add((await host.Client.SwitchAsync("orders", i % 2 == 0 ? "slot-2.0.0" : "slot-1.0.0")).Elapsed);
        switches.Sort();
        TestContext.Current.SendDiagnosticMessage($"switch: median {switches[10].TotalMilliseconds:0.000} ms, longest {switches[^1].TotalMilliseconds:0.000} ms");
        Assert.True(switches[10] < TimeSpan.FromMilliseconds(25), string.Join(' ', switches));

        Assert.Equal("1.0.0", await host.Http.GetStringAsync(new Uri(url)));
        Assert.Equal(previous.Instances.Single().ProcessId, (await host.SlotAsync("slot-1.0.0")).Instances.Single().ProcessId);
        Assert.Equal(SlotRole.Previous, (await host.SlotAsync("slot-2.0.0")).Role);
    }

    [Fact]
    public async Task The_slot_before_the_previous_one_is_stopped_by_the_switch()
    {
        await using var host = await TestHost.StartAsync();
        await host.DeployAsync("1.0.0");
        await host.DeployAsync("2.0.0");
        await host.DeployAsync("3.0.0");

        await Eventually.BeTrueAsync("the end of the oldest slot", async () => (await host.ServiceAsync()).Slots.Length == 2);
        Assert.Equal(
            [("slot-2.0.0", SlotRole.Previous), ("slot-3.0.0", SlotRole.Live)],
            (await host.ServiceAsync()).Slots.Select(slot => (slot.Id, slot.Role)));
        Assert.Equal(2, host.RunningInstances().Count);
    }

    [Fact]
    public async Task Switching_to_the_live_slot_changes_nothing()
    {
        await using var host = await TestHost.StartAsync();
        await host.DeployAsync("1.0.0");
        await host.DeployAsync("2.0.0");

        var again = await host.Client.SwitchAsync("orders", "slot-2.0.0");

        Assert.Equal(("slot-2.0.0", "slot-2.0.0"), (again.From, again.To));
        Assert.Equal(SlotRole.Previous, (await host.SlotAsync("slot-1.0.0")).Role);
    }

    [Fact]
    public async Task A_switch_to_an_unhealthy_unknown_or_stopped_slot_is_refused()
    {
        await using var host = await TestHost.StartAsync();
        var url = await host.DeployAsync("1.0.0");
        await host.Client.StartSlotAsync("orders", await host.ReleaseAsync("2.0.0", 1, ("FIXTURE_UNHEALTHY", "1")));

        var unhealthy = await Assert.ThrowsAsync<LocalHostException>(() => host.Client.SwitchAsync("orders", "slot-2.0.0"));
        Assert.Equal("PIPE0818", unhealthy.Code);
        Assert.Contains("slot-2.0.0-1: Starting", unhealthy.Message, StringComparison.Ordinal);
        Assert.Equal("PIPE0811", (await Assert.ThrowsAsync<LocalHostException>(() => host.Client.SwitchAsync("orders", "nope"))).Code);
        Assert.Equal("PIPE0810", (await Assert.ThrowsAsync<LocalHostException>(() => host.Client.SwitchAsync("nope", "nope"))).Code);
        Assert.Equal("1.0.0", await host.Http.GetStringAsync(new Uri(url)));
    }
}
