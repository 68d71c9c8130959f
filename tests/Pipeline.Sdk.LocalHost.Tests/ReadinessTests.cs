namespace Pipeline.Sdk.LocalHost.Tests;

public sealed class ReadinessTests
{
    [Fact]
    public async Task A_release_that_dies_at_its_start_is_reported_with_its_exit_code_and_the_end_of_its_log()
    {
        await using var host = await TestHost.StartAsync();
        await host.Client.EnsureServiceAsync(new ServiceSpec { Name = "orders" });
        await host.Client.StartSlotAsync("orders", await host.ReleaseAsync("1.0.0", 2, ("FIXTURE_DIE", "no database here")));

        var readiness = await host.Client.WaitReadyAsync("orders", "slot-1.0.0");

        Assert.Equal(ReadinessFailure.Exited, readiness.Failure);
        Assert.Contains("exit code 42", readiness.Message, StringComparison.Ordinal);
        Assert.Equal("no database here", readiness.LogTail[^1]);
        Assert.True(readiness.Elapsed < TimeSpan.FromSeconds(10));
        Assert.Equal(0, (await host.SlotAsync("slot-1.0.0")).Instances[0].Restarts);
        await host.Client.StopSlotAsync("orders", "slot-1.0.0");
        Assert.Empty(host.RunningInstances());
    }

    [Fact]
    public async Task A_release_that_never_gets_healthy_is_reported_at_the_deadline_with_what_the_probe_saw()
    {
        await using var host = await TestHost.StartAsync();
        await host.Client.EnsureServiceAsync(new ServiceSpec { Name = "orders" });
        var spec = await host.ReleaseAsync("1.0.0", 1, ("FIXTURE_UNHEALTHY", "1"));
        await host.Client.StartSlotAsync("orders", spec with { Health = spec.Health with { Deadline = TimeSpan.FromSeconds(3) } });

        var readiness = await host.Client.WaitReadyAsync("orders", spec.Id);

        Assert.Equal(ReadinessFailure.Unhealthy, readiness.Failure);
        Assert.Contains("503 Service Unavailable", readiness.Message, StringComparison.Ordinal);
        Assert.Contains(readiness.LogTail, line => line.StartsWith("listening on", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_release_that_says_it_is_another_version_is_refused()
    {
        await using var host = await TestHost.StartAsync();
        await host.Client.EnsureServiceAsync(new ServiceSpec { Name = "orders" });
        await host.Client.StartSlotAsync("orders", await host.ReleaseAsync("1.0.0", 1, ("FIXTURE_VERSION", "0.9.0")));

        var readiness = await host.Client.WaitReadyAsync("orders", "slot-1.0.0");

        Assert.Equal(ReadinessFailure.WrongVersion, readiness.Failure);
        Assert.Contains("version 0.9.0", readiness.Message, StringComparison.Ordinal);
        Assert.Equal("PIPE0818", (await Assert.ThrowsAsync<LocalHostException>(() => host.Client.SwitchAsync("orders", "slot-1.0.0"))).Code);
    }

    [Fact]
    public async Task A_folder_that_was_changed_after_packaging_is_not_started()
    {
        await using var host = await TestHost.StartAsync();
        await host.Client.EnsureServiceAsync(new ServiceSpec { Name = "orders" });
        var spec = await host.ReleaseAsync("1.0.0");
        await File.WriteAllTextAsync(Path.Combine(spec.Folder, "release.txt"), "1.0.1");

        var refusal = await Assert.ThrowsAsync<LocalHostException>(() => host.Client.StartSlotAsync("orders", spec));

        Assert.Equal("PIPE0814", refusal.Code);
        Assert.Contains(spec.Digest, refusal.Message, StringComparison.Ordinal);
        Assert.Empty(host.RunningInstances());
        Assert.Empty((await host.ServiceAsync()).Slots);
    }

    [Fact]
    public async Task A_program_that_is_not_in_the_release_is_refused_by_name()
    {
        await using var host = await TestHost.StartAsync();
        await host.Client.EnsureServiceAsync(new ServiceSpec { Name = "orders" });
        var spec = await host.ReleaseAsync("1.0.0");

        var missing = await Assert.ThrowsAsync<LocalHostException>(() => host.Client.StartSlotAsync("orders", spec with { FileName = "no-such-program" }));
        var outside = await Assert.ThrowsAsync<LocalHostException>(() => host.Client.StartSlotAsync("orders", spec with { FileName = "../../../bin/sh" }));

        Assert.Equal("PIPE0816", missing.Code);
        Assert.Equal("PIPE0816", outside.Code);
    }

    [Fact]
    public async Task Asking_twice_for_the_same_slot_starts_nothing_twice()
    {
        await using var host = await TestHost.StartAsync();
        await host.Client.EnsureServiceAsync(new ServiceSpec { Name = "orders" });
        var spec = await host.ReleaseAsync("1.0.0");

        var slots = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => host.Client.StartSlotAsync("orders", spec)));

        Assert.Single(slots.Select(slot => slot.Instances.Single().ProcessId).Distinct());
        Assert.Single(host.RunningInstances());
        var other = await host.ReleaseAsync("1.0.1");
        Assert.Equal("PIPE0817", (await Assert.ThrowsAsync<LocalHostException>(() => host.Client.StartSlotAsync("orders", other with { Id = spec.Id }))).Code);
    }

    [Fact]
    public async Task Instances_get_the_variables_of_their_release_and_none_of_the_starter()
    {
        Environment.SetEnvironmentVariable("SECRET_OF_THE_JOB", "hush");
        await using var host = await TestHost.StartAsync();
        await host.Client.EnsureServiceAsync(new ServiceSpec { Name = "orders" });
        var slot = await host.StartReadyAsync(await host.ReleaseAsync("1.0.0", 1, ("COLOUR", "green")));
        var url = $"http://127.0.0.1:{slot.Instances.Single().Port}/variable?name=";

        Assert.Equal("green", await host.Http.GetStringAsync(new Uri(url + "COLOUR")));
        Assert.Equal("test", await host.Http.GetStringAsync(new Uri(url + "PIPELINE_ENVIRONMENT")));
        Assert.Equal("slot-1.0.0-1", await host.Http.GetStringAsync(new Uri(url + "PIPELINE_INSTANCE")));
        Assert.Equal("unset", await host.Http.GetStringAsync(new Uri(url + "SECRET_OF_THE_JOB")));
    }
}
