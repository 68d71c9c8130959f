using System.Diagnostics;
using System.Globalization;

namespace Pipeline.Sdk.EndToEnd.Tests;

/// <summary>
/// Deployments, rollbacks and no end of kills, drawn from a seed: engine, host or an instance, at any moment, under load. It ends with one live release, no orphan, and no more failed requests than each kill explains.
/// </summary>
public sealed class ChaosTests
{
    private static readonly string[] _strategies = ["quick-canary", "rolling", "blue-green"];

    [Fact]
    public Task Twenty_kills_leave_one_live_release_and_no_orphan() => RunAsync(kills: 20, seed: 20261125);

    [Fact]
    [Trait("Category", "Long")]
    public Task Two_hundred_kills_leave_one_live_release_and_no_orphan() => RunAsync(kills: 200, seed: 8);

    private static async Task RunAsync(int kills, int seed)
    {
        var random = new Random(seed);
        await using var stage = await RolloutTests.LiveAsync();
        await using var load = new PacedLoad(stage.Url + "/", perSecond: 150);
        var (told, mayFail) = (new List<string>(), 0);
        for (var kill = 0; kill < kills; kill++)
        {
            var version = (string[])["1.0.0", "2.0.0", "3.0.0"];
            var strategy = _strategies[random.Next(_strategies.Length)];
            stage.Variables["FIXTURE_STRATEGY"] = strategy;
            if (strategy == "blue-green")
                stage.Variables.Remove("FIXTURE_STRATEGY");
            string[] words = random.Next(4) == 0 ? ["Rollback", "--env", "staging"] : ["Deploy", "--env", "staging", "--release-version", version[random.Next(3)]];
            var (engine, output) = stage.Start("dotnet", [Programs.Pipeline, .. words]);
            using (engine)
            {
                // Most of a run lies within three seconds of its start; what falls behind its end hits a system at rest.
                await Task.Delay(random.Next(200, 3_000), TestContext.Current.CancellationToken);
                var (killed, failed) = (new ChaosKill(stage, load), load.Failed);
                await killed.KillAsync(engine, random);
                mayFail += killed.MayFail;
                told.Add(string.Create(CultureInfo.InvariantCulture, $"{kill}: {strategy} {string.Join(' ', words)}: {killed.What}; {failed} had failed before"));
                using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(120));
                await engine.WaitForExitAsync(deadline.Token);
                Assert.True(engine.ExitCode is 0 or 1 or 3 or 137, $"{string.Join('\n', told)}\n{output()}");
            }
        }

        // One more deployment, undisturbed, converges.
        stage.Variables.Remove("FIXTURE_STRATEGY");
        var watch = Stopwatch.StartNew();
        (await stage.DeployAsync("2.0.0")).MustBe(0);
        TestContext.Current.SendDiagnosticMessage($"converged within {watch.Elapsed.TotalSeconds:0.0} s; {load.Failed} of {load.Requests} requests failed over {kills} kills, of {mayFail} that may");
        for (var i = 0; i < 20; i++)
            Assert.Equal("2.0.0", await Stage.GetAsync(stage.Url));
        var before = load.Failed;
        await load.ReachAsync(load.Requests + 300);
        Assert.Equal(before, load.Failed);
        Assert.True(load.Failed <= mayFail, $"{load.Failed} of {mayFail} requests that may of {load.Requests} requests failed:\n{string.Join('\n', told)}");

        // The host, the live release, and at most one warm one.
        await Eventually.BeTrueAsync("no orphan is left", () => stage.Processes().Count is 3 or 5);
        (await stage.RunAsync(["Status", "--env", "staging"])).MustBe(0).MustSay("live      2.0.0");
        Assert.Empty(Undecided(stage));
    }

    // Every deployment has a verdict.
    private static IEnumerable<string?> Undecided(Stage stage) => stage.AllJournal()
        .GroupBy(line => line.GetProperty("deployment").GetString())
        .Where(group => group.Last().GetProperty("step").GetString() is not ("Succeeded" or "Failed"))
        .Select(group => group.Key);
}
