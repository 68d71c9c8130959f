namespace Pipeline.Sdk.LocalHost.Tests;

public sealed class LimitTests
{
    [Fact]
    public async Task Limits_are_in_effect_or_it_is_told_why_not()
    {
        await using var host = await TestHost.StartAsync();
        await host.Client.EnsureServiceAsync(new ServiceSpec { Name = "orders" });
        var spec = await host.ReleaseAsync("1.0.0") with { Limits = new ResourceLimits { MemoryBytes = 512 * 1024 * 1024, Processors = 0.75 } };

        var instance = (await host.StartReadyAsync(spec)).Instances.Single();

        var groups = await File.ReadAllTextAsync($"/proc/{instance.ProcessId}/cgroup");
        if (instance.LimitProblem is { } problem)
        {
            Assert.DoesNotContain("pipeline-slot", groups, StringComparison.Ordinal);
            Assert.Contains("limits-not-applied", host.Log(), StringComparison.Ordinal);
            Assert.Skip("Control groups cannot be made here: " + problem);
        }

        Assert.Contains("pipeline-" + instance.Id, groups, StringComparison.Ordinal);
        var limits = Directory.EnumerateDirectories("/sys/fs/cgroup", "pipeline-" + instance.Id, new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true })
            .SelectMany(group => ((string[])["memory.max", "memory.limit_in_bytes", "cpu.max", "cpu.cfs_quota_us"]).Select(file => Path.Combine(group, file)))
            .Where(File.Exists).Select(file => File.ReadAllText(file).Split(' ')[0].Trim()).ToHashSet();
        Assert.Superset(new HashSet<string> { "536870912", "75000" }, limits);

        await host.Client.StopSlotAsync("orders", spec.Id);
        Assert.Empty(Directory.EnumerateDirectories("/sys/fs/cgroup", "pipeline-" + instance.Id, new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true }));
    }

    [Fact]
    public void Limits_that_nothing_can_live_in_are_refused()
    {
        var spec = new SlotSpec { Id = "a", Version = "1", Digest = "d", Folder = "/", FileName = "f", Health = new HealthSpec { Path = "/" }, Limits = new ResourceLimits { MemoryBytes = 10 } };

        Assert.Equal("PIPE0822", Assert.Throws<LocalHostException>(() => Supervision.SpecCheck.Check(spec)).Code);
    }
}
