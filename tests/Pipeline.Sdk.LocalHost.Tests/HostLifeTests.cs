using System.Diagnostics;

namespace Pipeline.Sdk.LocalHost.Tests;

public sealed class HostLifeTests
{
    [Fact]
    public async Task Instances_outlive_a_killed_host_and_are_adopted_by_the_next()
    {
        await using var host = await TestHost.StartAsync();
        var url = await host.DeployAsync("1.0.0", replicas: 2);
        await host.DeployAsync("2.0.0");
        await host.Client.StartSlotAsync("orders", await host.ReleaseAsync("3.0.0"));
        var before = await host.ServiceAsync();
        var missing = before.Slots.Single(slot => slot.Id == "slot-1.0.0").Instances[0];

        await host.KillHostAsync();
        TestHost.Kill(missing.ProcessId);
        await host.EnsureStartedAsync();

        Assert.Equal("2.0.0", await host.Http.GetStringAsync(new Uri(url)));
        var after = await host.ServiceAsync();
        Assert.Equal(before.Port, after.Port);
        Assert.Equal([("slot-1.0.0", SlotRole.Previous), ("slot-2.0.0", SlotRole.Live)], after.Slots.Select(slot => (slot.Id, slot.Role)));
        Assert.Equal(ProcessOf(before, "slot-2.0.0-1"), ProcessOf(after, "slot-2.0.0-1"));
        Assert.Equal(ProcessOf(before, "slot-1.0.0-2"), ProcessOf(after, "slot-1.0.0-2"));

        // The candidate is gone, the missing instance is back on its port.
        await Eventually.BeTrueAsync("the missing instance", async () =>
            (await host.SlotAsync("slot-1.0.0")).Instances.All(instance => instance.State == InstanceState.Healthy));
        Assert.Equal(missing.Port, (await host.SlotAsync("slot-1.0.0")).Instances[0].Port);
        await Eventually.BeTrueAsync("three processes", () => host.RunningInstances().Count == 3);

        // An adopted process is looked after like an own one.
        await host.Client.SwitchAsync("orders", "slot-1.0.0");
        TestHost.Kill(ProcessOf(after, "slot-1.0.0-2"));
        await Eventually.BeTrueAsync("the restart", async () => (await host.SlotAsync("slot-1.0.0")).Instances[1] is { Restarts: 1, State: InstanceState.Healthy });
    }

    [Fact]
    public async Task A_shutdown_leaves_no_process_and_the_next_host_brings_back_what_was_live()
    {
        await using var host = await TestHost.StartAsync();
        var url = await host.DeployAsync("1.0.0");
        var process = (await host.Client.GetStatusAsync()).ProcessId;

        await host.Client.ShutdownAsync();

        Assert.Null(ProcessIdentity.StartStamp(process));
        Assert.Empty(host.RunningInstances());
        Assert.False(File.Exists(host.Paths.SocketPath));
        Assert.Null(await new LocalHostProcess(host.Paths).TryConnectAsync());

        await host.EnsureStartedAsync();
        Assert.Equal(ReadinessFailure.None, (await host.Client.WaitReadyAsync("orders", "slot-1.0.0")).Failure);
        Assert.Equal("1.0.0", await host.Http.GetStringAsync(new Uri(url)));
    }

    [Fact]
    public async Task A_terminated_host_stops_its_instances()
    {
        await using var host = await TestHost.StartAsync();
        await host.DeployAsync("1.0.0");
        var process = (await host.Client.GetStatusAsync()).ProcessId;

        Assert.Equal(0, NativeMethods.Kill(process, 15));

        await Eventually.BeTrueAsync("the host's end", () => OwnChild.TryReap(process, out _));
        Assert.Empty(host.RunningInstances());
    }

    [Fact]
    public async Task A_second_host_of_the_same_state_is_refused()
    {
        await using var host = await TestHost.StartAsync();
        var process = (await host.Client.GetStatusAsync()).ProcessId;

        var (exitCode, output) = await ProgramRun.RunAsync(
            Path.Combine(Programs.LocalHost, LocalHostOptions.ProgramFile),
            "--state", host.Paths.StateFolder, "--environment", "test", "--socket", host.Paths.SocketPath);

        Assert.Equal(3, exitCode);
        Assert.Contains("PIPE0808", output, StringComparison.Ordinal);
        Assert.Contains($"process {process}", output, StringComparison.Ordinal);
        Assert.Equal(process, (await host.Client.GetStatusAsync()).ProcessId);
    }

    [Fact]
    public async Task Engines_that_start_at_the_same_time_get_the_same_host()
    {
        await using var host = new TestHost();

        var processes = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            using var client = await new LocalHostProcess(host.Paths).EnsureStartedAsync(new LocalHostOptions { ProgramFolder = Programs.LocalHost });
            return (await client.GetStatusAsync()).ProcessId;
        })));

        Assert.Single(processes.Distinct());
    }

    [Fact]
    public async Task The_host_holds_nothing_of_its_starter()
    {
        await using var host = new TestHost();
        var watch = Stopwatch.StartNew();

        // Reads the starter's output to its end: it ends only when no process holds the pipe any more.
        var (exitCode, output) = await ProgramRun.RunAsync(Programs.Starter, host.Paths.StateFolder, host.RuntimeFolder, Programs.LocalHost);

        Assert.Equal(0, exitCode);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20));
        var process = await host.EnsureStartedAsync();
        Assert.Equal(process.ToString(System.Globalization.CultureInfo.InvariantCulture), output.Trim());
        Assert.Equal(process, ProcessIdentity.Group(process));
        Assert.StartsWith(host.Paths.ProgramsFolder, File.ReadAllText($"/proc/{process}/cmdline").Split('\0')[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_socket_belongs_to_the_user_alone_and_comes_back_when_it_is_taken_away()
    {
        await using var host = await TestHost.StartAsync();
        var socket = host.Paths.SocketPath;
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(socket));
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
            File.GetUnixFileMode(Path.GetDirectoryName(socket) ?? ""));

        File.Delete(socket);

        await Eventually.BeTrueAsync("a new socket", async () =>
        {
            using var client = await new LocalHostProcess(host.Paths).TryConnectAsync();
            return client is not null;
        });
    }

    [Fact]
    public async Task A_state_that_cannot_be_read_is_set_aside_and_told()
    {
        await using var host = await TestHost.StartAsync();
        await host.DeployAsync("1.0.0");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(host.Paths.StatePath));
        await host.KillHostAsync();
        await File.WriteAllTextAsync(host.Paths.StatePath, "{ \"version\": 1, \"serv");

        await host.EnsureStartedAsync();

        Assert.Empty((await host.Client.GetStatusAsync()).Services);
        Assert.Contains("PIPE0820", host.Log(), StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(host.Paths.StateFolder, "host.json.unreadable-*"));
        await Eventually.BeTrueAsync("no lost instance", () => host.RunningInstances().Count == 0);
    }

    [Fact]
    public async Task A_host_that_cannot_start_is_reported_with_the_end_of_its_log()
    {
        await using var host = new TestHost();
        var broken = Directory.CreateDirectory(Path.Combine(host.RuntimeFolder, "broken")).FullName;
        foreach (var file in new[] { "Pipeline.Sdk.LocalHost.dll", "Pipeline.Sdk.LocalHost.runtimeconfig.json" })
            File.Copy(Path.Combine(Programs.LocalHost, file), Path.Combine(broken, file));

        var failure = await Assert.ThrowsAsync<LocalHostException>(() =>
            new LocalHostProcess(host.Paths).EnsureStartedAsync(new LocalHostOptions { ProgramFolder = broken }));

        Assert.Equal("PIPE0805", failure.Code);
        Assert.Contains("Pipeline.Sdk.LocalHost.Contracts", failure.Message, StringComparison.Ordinal);
        Assert.Equal("PIPE0807", (await Assert.ThrowsAsync<LocalHostException>(() =>
            new LocalHostProcess(host.Paths).EnsureStartedAsync(new LocalHostOptions { ProgramFolder = host.RuntimeFolder }))).Code);
    }

    private static int ProcessOf(ServiceStatus service, string instance) =>
        service.Slots.SelectMany(slot => slot.Instances).Single(status => status.Id == instance).ProcessId;
}
