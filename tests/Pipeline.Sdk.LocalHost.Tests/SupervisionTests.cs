namespace Pipeline.Sdk.LocalHost.Tests;

public sealed class SupervisionTests
{
    [Fact]
    public async Task A_killed_live_instance_is_restarted_on_its_port()
    {
        await using var host = await TestHost.StartAsync();
        var url = await host.DeployAsync("1.0.0");
        var before = (await host.SlotAsync("slot-1.0.0")).Instances.Single();

        TestHost.Kill(before.ProcessId);

        await Eventually.BeTrueAsync("a healthy restart", async () =>
            (await host.SlotAsync("slot-1.0.0")).Instances.Single() is { State: InstanceState.Healthy, Restarts: 1 });
        var after = (await host.SlotAsync("slot-1.0.0")).Instances.Single();
        Assert.Equal(before.Port, after.Port);
        Assert.NotEqual(before.ProcessId, after.ProcessId);
        Assert.Equal(137, after.ExitCode);
        Assert.Equal("1.0.0", await host.Http.GetStringAsync(new Uri(url)));
    }

    [Fact]
    public async Task Reads_survive_the_death_of_one_of_two_instances()
    {
        await using var host = await TestHost.StartAsync();
        var url = await host.DeployAsync("1.0.0", replicas: 2);
        var load = new Load(host.Http, url);
        await load.ReachAsync(500);

        TestHost.Kill((await host.SlotAsync("slot-1.0.0")).Instances[0].ProcessId);
        await load.ReachAsync(load.Requests + 500);
        await Eventually.BeTrueAsync("the restart", async () => (await host.SlotAsync("slot-1.0.0")).Instances.All(i => i.State == InstanceState.Healthy));
        await load.StopAsync();

        Assert.Empty(load.Failures);
    }

    [Fact]
    public async Task An_unhealthy_instance_leaves_the_rotation()
    {
        await using var host = await TestHost.StartAsync();
        var url = await host.DeployAsync("1.0.0", replicas: 2);
        var sick = (await host.SlotAsync("slot-1.0.0")).Instances[0];

        using var order = await host.Http.PostAsync(new Uri($"http://127.0.0.1:{sick.Port}/unhealthy"), null);
        await Eventually.BeTrueAsync("the verdict", async () => (await host.SlotAsync("slot-1.0.0")).Instances[0].State == InstanceState.Unhealthy);

        for (var i = 0; i < 20; i++)
            Assert.Equal("slot-1.0.0-2", await host.Http.GetStringAsync(new Uri(url + "/instance")));
    }

    [Fact]
    public async Task When_all_instances_are_unhealthy_all_are_used()
    {
        await using var host = await TestHost.StartAsync();
        var url = await host.DeployAsync("1.0.0");
        using var order = await host.Http.PostAsync(new Uri(url + "/unhealthy"), null);
        await Eventually.BeTrueAsync("the verdict", async () => (await host.SlotAsync("slot-1.0.0")).Instances[0].State == InstanceState.Unhealthy);

        Assert.Equal("1.0.0", await host.Http.GetStringAsync(new Uri(url)));
    }

    [Fact]
    public async Task A_slot_that_ignores_the_request_to_end_is_killed_after_the_drain_timeout()
    {
        await using var host = await TestHost.StartAsync();
        await host.Client.EnsureServiceAsync(new ServiceSpec { Name = "orders" });
        var spec = await host.ReleaseAsync("1.0.0", 1, ("FIXTURE_IGNORE_TERM", "1"));
        await host.StartReadyAsync(spec with { DrainTimeout = TimeSpan.FromSeconds(1) });

        await host.Client.StopSlotAsync("orders", spec.Id);
        await host.Client.StopSlotAsync("orders", spec.Id);

        Assert.Empty(host.RunningInstances());
        Assert.Contains("instance-killed", host.Log(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stopping_the_live_slot_drains_it_and_leaves_the_service_without_one()
    {
        await using var host = await TestHost.StartAsync();
        var url = await host.DeployAsync("1.0.0");
        var port = (await host.SlotAsync("slot-1.0.0")).Instances.Single().Port;
        var inFlight = host.Http.GetStringAsync(new Uri(url + "/slow?ms=1000"));
        await Eventually.BeTrueAsync("a request on the instance", () => host.InFlightAsync(port, 1));

        await host.Client.StopSlotAsync("orders", "slot-1.0.0");

        Assert.True(inFlight.IsCompletedSuccessfully || await inFlight == "1.0.0");
        using var after = await host.Http.GetAsync(new Uri(url));
        Assert.Equal(503, (int)after.StatusCode);
        Assert.Empty(host.RunningInstances());
    }
}
