using System.Diagnostics;

namespace Pipeline.Sdk.LocalHost.Tests;

/// <summary>An instance knows the span that ordered its start, for as long as that start is the one that runs.</summary>
public sealed class TraceTests
{
    private const string Unset = "unset";

    [Fact]
    public async Task An_instance_and_its_first_probes_are_part_of_the_trace_that_ordered_the_start()
    {
        await using var host = await TestHost.StartAsync();
        var span = await DeployTracedAsync(host);

        var instance = (await host.SlotAsync("slot-1.0.0")).Instances.Single();
        Assert.Equal((span.Id, "vendor=1"), (await VariableAsync(host, instance, "TRACEPARENT"), await VariableAsync(host, instance, "TRACESTATE")));
        Assert.Equal($"{span.Id} vendor=1", await AskAsync(host, instance, "/first-trace"));

        // The probes that go on for as long as it lives are not part of it.
        await Eventually.BeTrueAsync("a probe of no trace", async () => await AskAsync(host, instance, "/probe-trace") == "");
    }

    [Fact]
    public async Task An_instance_that_is_added_is_part_of_the_trace_that_ordered_it()
    {
        await using var host = await TestHost.StartAsync();
        var first = await DeployTracedAsync(host);
        using var second = new Activity("scale").Start();
        await host.Client.ScaleAsync("orders", "slot-1.0.0", 2);
        second.Stop();
        await host.Client.WaitReadyAsync("orders", "slot-1.0.0");

        var instances = (await host.SlotAsync("slot-1.0.0")).Instances;
        Assert.Equal([first.Id, second.Id], [await VariableAsync(host, instances[0], "TRACEPARENT"), await VariableAsync(host, instances[1], "TRACEPARENT")]);
    }

    [Fact]
    public async Task An_instance_that_is_started_again_is_not()
    {
        await using var host = await TestHost.StartAsync();
        await DeployTracedAsync(host);

        TestHost.Kill((await host.SlotAsync("slot-1.0.0")).Instances.Single().ProcessId);
        await Eventually.BeTrueAsync("a healthy restart", async () => (await host.SlotAsync("slot-1.0.0")).Instances.Single() is { State: InstanceState.Healthy, Restarts: 1 });

        await HasNoTraceAsync(host);
    }

    [Fact]
    public async Task The_trace_is_not_written_down_so_that_the_next_host_knows_nothing_of_it()
    {
        await using var host = await TestHost.StartAsync();
        var span = await DeployTracedAsync(host);
        foreach (var file in Directory.EnumerateFiles(host.Paths.StateFolder, "*.json"))
            Assert.DoesNotContain(span.TraceId.ToHexString(), await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.True(File.Exists(host.Paths.StatePath));

        await host.Client.ShutdownAsync(TestContext.Current.CancellationToken);
        await host.EnsureStartedAsync();
        await Eventually.BeTrueAsync("a healthy start", async () => (await host.SlotAsync("slot-1.0.0")).Instances.Single() is { State: InstanceState.Healthy });

        await HasNoTraceAsync(host);
    }

    [Fact]
    public async Task A_start_without_a_trace_has_none()
    {
        await using var host = await TestHost.StartAsync();
        await host.DeployAsync("1.0.0");

        await HasNoTraceAsync(host);
    }

    private static async Task HasNoTraceAsync(TestHost host)
    {
        var instance = (await host.SlotAsync("slot-1.0.0")).Instances.Single();
        Assert.Equal((Unset, Unset, ""), (await VariableAsync(host, instance, "TRACEPARENT"), await VariableAsync(host, instance, "TRACESTATE"), await AskAsync(host, instance, "/first-trace")));
    }

    private static async Task<Activity> DeployTracedAsync(TestHost host)
    {
        using var span = new Activity("deploy") { TraceStateString = "vendor=1" }.Start();
        await host.DeployAsync("1.0.0");
        return span;
    }

    private static Task<string> VariableAsync(TestHost host, InstanceStatus instance, string name) => AskAsync(host, instance, "/variable?name=" + name);

    private static Task<string> AskAsync(TestHost host, InstanceStatus instance, string path) => host.Http.GetStringAsync(new Uri($"http://127.0.0.1:{instance.Port}{path}"));
}
