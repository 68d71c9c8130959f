using Pipeline.Sdk.LocalHost.Logging;

namespace Pipeline.Sdk.LocalHost.Tests;

public sealed class LogKeeperTests
{
    [Fact]
    public async Task A_log_that_is_large_is_emptied_under_its_writer_which_goes_on()
    {
        await using var host = await TestHost.StartAsync();
        await host.DeployAsync("1.0.0");
        var log = (await host.SlotAsync("slot-1.0.0")).Instances.Single().LogPath;
        await Eventually.BeTrueAsync("the instance has written", () => new FileInfo(log).Length > 0);
        var keeper = new LogKeeper(host.Paths, new HostLog(TextWriter.Null, TimeProvider.System), TimeProvider.System);

        keeper.Look(limit: 1_000_000);
        Assert.False(File.Exists(log + ".1"));

        keeper.Look(limit: 1);
        Assert.Contains("listening on", File.ReadAllText(log + ".1"), StringComparison.Ordinal);
        Assert.Equal(0, new FileInfo(log).Length);
        using var answer = await host.Http.GetAsync(new Uri((await host.ServiceAsync()).Url + "/log?text=hello"));
        await Eventually.BeTrueAsync("the writer goes on at the beginning", () => File.ReadAllText(log) == "hello\n");
    }
}
