using System.Globalization;
using System.Text.RegularExpressions;

namespace Pipeline.Sdk.EndToEnd.Tests;

/// <summary>Deployments under real load: no client notices.</summary>
public sealed partial class LoadTests
{
    private const int Requests = 20_000;

    [Fact]
    public async Task A_second_version_a_broken_one_and_a_rollback_under_load_lose_no_request()
    {
        if (!File.Exists("/usr/bin/wrk"))
            Assert.Skip("wrk is not installed: ./build.sh TestTools installs it.");

        await using var stage = new Stage();
        foreach (var version in (string[])["1.0.0", "2.0.0", "3.0.0"])
            stage.LayOutRelease(version);
        var url = Stage.UrlOf((await stage.DeployAsync("1.0.0")).MustBe(0));

        await LoseNothingAsync(stage, url, async () => (await stage.DeployAsync("2.0.0")).MustBe(0));
        Assert.Equal("2.0.0", await Stage.GetAsync(url));

        await LoseNothingAsync(stage, url, async () => (await stage.DeployAsync("3.0.0", ("FIXTURE_DIE", "broken"))).MustBe(1));
        Assert.Equal("2.0.0", await Stage.GetAsync(url));

        await LoseNothingAsync(stage, url, async () => (await stage.RunAsync(["Rollback", "--env", "staging"])).MustBe(0));
        Assert.Equal("1.0.0", await Stage.GetAsync(url));
    }

    /// <summary>Lets wrk ask for as long as it takes to see the change and at least 20,000 answers.</summary>
    private static async Task LoseNothingAsync(Stage stage, string url, Func<Task> change)
    {
        var asked = 0;
        var work = Task.CompletedTask;
        for (var round = 0; round < 10 && (round == 0 || asked < Requests || !work.IsCompleted); round++)
        {
            var (wrk, output) = stage.Start("wrk", ["--threads", "1", "--connections", "16", "--duration", "6s", url + "/"]);
            using (wrk)
            {
                if (round == 0)
                    work = change();
                await wrk.WaitForExitAsync(TestContext.Current.CancellationToken);
                Assert.DoesNotContain("Non-2xx", output(), StringComparison.Ordinal);
                Assert.DoesNotContain("Socket errors", output(), StringComparison.Ordinal);
                asked += int.Parse(Answered().Match(output()).Groups["count"].Value, CultureInfo.InvariantCulture);
            }
        }

        await work;
        Assert.True(asked >= Requests, $"Only {asked} requests were answered.");
    }

    [GeneratedRegex(@"(?<count>\d+) requests in", RegexOptions.None, 1000)]
    private static partial Regex Answered();
}
