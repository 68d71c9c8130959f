namespace Pipeline.Sdk.EndToEnd.Tests;

/// <summary>The unit of systemd that starts an environment at boot.</summary>
public sealed class HostUnitTests
{
    [Fact]
    public async Task The_unit_is_one_of_systemd_and_its_line_starts_what_was_live()
    {
        await using var stage = await RolloutTests.LiveAsync();
        var said = (await stage.RunAsync(["HostUnit", "--env", "staging"])).MustBe(0).MustSay("systemctl", "enable --now pipeline-");
        var unit = Directory.GetFiles(Path.Combine(stage.Root, ".pipeline", "units")).Single();
        Assert.Contains(Path.GetFileName(unit), said.Output, StringComparison.Ordinal);
        var lines = await File.ReadAllLinesAsync(unit, TestContext.Current.CancellationToken);
        Assert.Contains("KillMode=process", lines);

        if (File.Exists("/usr/bin/systemd-analyze"))
        {
            var (verify, output) = stage.Start("/usr/bin/systemd-analyze", ["verify", "--man=no", unit]);
            using (verify)
            {
                await verify.WaitForExitAsync(TestContext.Current.CancellationToken);
                Assert.DoesNotContain(Path.GetFileName(unit), output(), StringComparison.Ordinal);
            }
        }

        // As at boot: nothing runs, and systemd starts the line.
        (await stage.RunAsync(["Stop", "--env", "staging"])).MustBe(0);
        var words = lines.Single(line => line.StartsWith("ExecStart=", StringComparison.Ordinal))["ExecStart=".Length..].Split(' ');
        var (host, _) = stage.Start(words[0], words[1..]);
        using (host)
        {
            await Eventually.BeTrueAsync("what was live serves again", () => stage.Answers());
            Assert.Equal("1.0.0", await Stage.GetAsync(stage.Url));
            (await stage.RunAsync(["Stop", "--env", "staging"])).MustBe(0);
            await host.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
    }
}
