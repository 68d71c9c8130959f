using System.Diagnostics;
using System.Globalization;

namespace Pipeline.Sdk.EndToEnd.Tests;

/// <summary>Canary, rolling and recreate with real processes and real load: what passes goes live, what does not is taken back.</summary>
public sealed class RolloutTests
{
    [Fact]
    public async Task A_good_canary_takes_the_traffic_step_by_step_and_going_back_is_a_switch()
    {
        // Slow enough that the noise of a busy machine is small beside it.
        await using var stage = new Stage();
        stage.Variables["FIXTURE_DELAY_MS"] = "20";
        await LiveAsync(stage);
        stage.Variables["FIXTURE_STRATEGY"] = "canary";
        await using var load = new PacedLoad(stage.Url + "/", perSecond: 400);

        var deployed = (await stage.DeployAsync("2.0.0")).MustBe(0);

        deployed.MustSay("gets 10 % of the requests", "gets 50 % of the requests", "Verdict on release 2.0.0: pass: requests: 0 of", "durations: p50/p95/p99", "is live at");
        Assert.Equal("2.0.0", await Stage.GetAsync(stage.Url));
        Assert.Equal(["10", "50"], stage.Journal("Share").Select(line => line.GetProperty("message").GetString()?.Split(' ')[1]));
        Assert.Equal([10, 50], stage.Journal("Share").Select(line => line.GetProperty("percent").GetDouble()));
        Assert.Equal(2, stage.Journal("Verdict").Count());

        var back = (await stage.RunAsync(["Rollback", "--env", "staging"])).MustBe(0).MustSay("Rolled back from 2.0.0 to 1.0.0");
        var took = double.Parse(back.Output.Split("to 1.0.0, ")[1].Split(' ')[0], CultureInfo.InvariantCulture);
        TestContext.Current.SendDiagnosticMessage($"rolled back {took} ms after the decision");
        Assert.Equal("1.0.0", await Stage.GetAsync(stage.Url));
        await load.StopAsync();
        Assert.Equal(0, load.Failed);
    }

    [Fact]
    public async Task A_canary_of_which_half_of_the_answers_fail_is_taken_back_before_one_request_in_a_hundred_is_harmed()
    {
        await using var stage = await LiveAsync();
        stage.Variables["FIXTURE_STRATEGY"] = "canary";
        await using var load = new PacedLoad(stage.Url + "/", perSecond: 100);
        await load.ReachAsync(500);

        var watch = Stopwatch.StartNew();
        var deployed = (await stage.DeployAsync("2.0.0", ("FIXTURE_ERROR_PERCENT", "50"))).MustBe(1);
        deployed.MustSay("PIPE0641", "fail: requests:", "has no more traffic", "Release 1.0.0 keeps serving.");
        var caught = stage.Journal("TakeBack").Single().GetProperty("at").GetDateTimeOffset() - stage.Journal("Share").Single().GetProperty("at").GetDateTimeOffset();
        TestContext.Current.SendDiagnosticMessage($"caught after {caught.TotalSeconds:0.00} s, deployment took {watch.Elapsed.TotalSeconds:0.0} s");

        await load.ReachAsync(1_500);
        await load.StopAsync();
        TestContext.Current.SendDiagnosticMessage($"{load.Failed} of {load.Requests} requests were harmed");
        Assert.InRange(load.Failed, 1, load.Requests / 100);
        await OnlyAsync(stage, "1.0.0");
    }

    [Fact]
    public async Task A_canary_that_is_twice_as_slow_is_taken_back()
    {
        await using var stage = new Stage();
        stage.Variables["FIXTURE_DELAY_MS"] = "20";
        await LiveAsync(stage);
        stage.Variables["FIXTURE_STRATEGY"] = "canary";
        await using var load = new PacedLoad(stage.Url + "/", perSecond: 200);

        (await stage.DeployAsync("2.0.0", ("FIXTURE_DELAY_MS", "45"))).MustBe(1).MustSay("PIPE0641", "slower than 1.25 times");

        await load.StopAsync();
        Assert.Equal(0, load.Failed);
        await OnlyAsync(stage, "1.0.0");
    }

    [Fact]
    public async Task Without_traffic_there_is_no_verdict_and_no_promotion()
    {
        await using var stage = await LiveAsync();
        stage.Variables["FIXTURE_STRATEGY"] = "canary";

        (await stage.DeployAsync("2.0.0", ("FIXTURE_HOLD", "2"))).MustBe(3).MustSay("PIPE0642", "0 of 0 failed");

        Assert.Equal("inconclusive", stage.Journal("Verdict").Single().GetProperty("message").GetString()?.Split(':')[0]);
        await OnlyAsync(stage, "1.0.0");
    }

    [Theory]
    [InlineData("metric-canary", "FIXTURE_QUEUE", "50", "metric queue_length is 50, at most 10")]
    [InlineData("probed-canary", "FIXTURE_QUEUE", "0", "probe /nothing of")]
    public async Task Metrics_and_probes_speak_without_traffic_too(string strategy, string variable, string value, string says)
    {
        await using var stage = await LiveAsync();
        stage.Variables["FIXTURE_STRATEGY"] = strategy;

        (await stage.DeployAsync("2.0.0", (variable, value))).MustBe(1).MustSay("PIPE0641", says);

        await OnlyAsync(stage, "1.0.0");
    }

    [Fact]
    public async Task Errors_in_the_log_of_the_new_release_speak_against_it()
    {
        await using var stage = await LiveAsync();
        stage.Variables["FIXTURE_STRATEGY"] = "log-canary";
        var deploying = stage.DeployAsync("2.0.0");
        await Eventually.BeTrueAsync("the canary is judged", () => stage.Journal("Judge").Any(), seconds: 60);

        // What was written before the first look does not count; so more is written until it is heard.
        await Eventually.BeTrueAsync(
            "the errors are heard",
            () =>
            {
                stage.AskCanaryAsync(HttpMethod.Get, "/log?text=an+error+happened").GetAwaiter().GetResult();
                return deploying.IsCompleted;
            },
            seconds: 60);

        (await deploying).MustBe(1).MustSay("PIPE0641", "metric errors in the log is");
        await OnlyAsync(stage, "1.0.0");
    }

    [Fact]
    public async Task A_rollback_takes_a_deployment_back_that_still_waits_for_its_verdict()
    {
        await using var stage = await LiveAsync();
        stage.Variables["FIXTURE_STRATEGY"] = "canary";
        var (engine, output) = stage.Start("dotnet", [Programs.Pipeline, "Deploy", "--env", "staging", "--release-version", "2.0.0"]);
        using var ending = engine;
        await Eventually.BeTrueAsync("the canary has traffic", () => stage.Journal("Judge").Any(), seconds: 60);

        (await stage.RunAsync(["Rollback", "--env", "staging"])).MustBe(0).MustSay("Asking it to take itself back", "was taken back; 1.0.0 serves");

        await engine.WaitForExitAsync(TestContext.Current.CancellationToken);
        new Outcome(engine.ExitCode, output()).MustBe(3).MustSay("PIPE0640", "has no more traffic");
        await OnlyAsync(stage, "1.0.0");
    }

    [Fact]
    public async Task A_mistyped_release_of_a_rollback_leaves_a_deployment_alone_that_is_under_way()
    {
        await using var stage = await LiveAsync();
        stage.Variables["FIXTURE_STRATEGY"] = "canary";
        var (engine, _) = stage.Start("dotnet", [Programs.Pipeline, "Deploy", "--env", "staging", "--release-version", "2.0.0"]);
        using var ending = engine;
        await Eventually.BeTrueAsync("the canary is judged", () => stage.Journal("Evidence").Any(), seconds: 60);
        var before = stage.AllJournal().Count;
        var processes = stage.Processes();

        (await stage.RunAsync(["Rollback", "--env", "staging", "--rollback-to", "1.0.1"])).MustBe(3).MustSay("PIPE0648", "cannot go back to '1.0.1'");

        Assert.False(engine.HasExited);
        Assert.Equal(before, stage.AllJournal().Count);
        Assert.Equal(processes, stage.Processes());

        // It still hears of an abort, so it was not gone already.
        (await stage.RunAsync(["Rollback", "--env", "staging"])).MustBe(0).MustSay("was taken back; 1.0.0 serves");
        await engine.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_breach_while_a_gate_is_waited_for_takes_the_release_back()
    {
        await using var stage = await LiveAsync();
        stage.Variables["FIXTURE_STRATEGY"] = "gated-canary";
        await using var load = new PacedLoad(stage.Url + "/", perSecond: 200);
        var deploying = stage.DeployAsync("2.0.0", ("FIXTURE_GATE", Path.Combine(stage.Root, "gate")));
        await Eventually.BeTrueAsync("the gate is waited for", () => stage.Journal("Wait").Any(), seconds: 60);

        await stage.BreakCanaryAsync();

        (await deploying).MustBe(1).MustSay("Waiting for the file: The file is not there.", "PIPE0641");
        await OnlyAsync(stage, "1.0.0");
    }

    [Fact]
    public async Task A_gate_that_opens_lets_the_release_on()
    {
        await using var stage = await LiveAsync();
        stage.Variables["FIXTURE_STRATEGY"] = "gated-canary";
        await using var load = new PacedLoad(stage.Url + "/", perSecond: 200);
        var gate = Path.Combine(stage.Root, "gate");
        var deploying = stage.DeployAsync("2.0.0", ("FIXTURE_GATE", gate));
        await Eventually.BeTrueAsync("the gate is waited for", () => stage.Journal("Wait").Any(), seconds: 60);

        await File.WriteAllTextAsync(gate, "", TestContext.Current.CancellationToken);

        (await deploying).MustBe(0);
        Assert.Equal("2.0.0", await Stage.GetAsync(stage.Url));
    }

    [Fact]
    public async Task Rolling_replaces_the_instances_in_batches_and_loses_no_request()
    {
        await using var stage = await LiveAsync();
        stage.Variables["FIXTURE_STRATEGY"] = "rolling";
        await using var load = new PacedLoad(stage.Url + "/");

        (await stage.DeployAsync("2.0.0")).MustBe(0).MustSay("gets 33.33 % of the requests", "gets 66.67 % of the requests", "Stop the release before: 1.0.0");
        await load.StopAsync();

        Assert.Equal(0, load.Failed);
        await OnlyAsync(stage, "2.0.0");

        // Nothing is warm, so the way back is a start; it is open all the same.
        (await stage.RunAsync(["Rollback", "--env", "staging"])).MustBe(0).MustSay("is no longer warm; starting it", "Rolled back from 2.0.0 to 1.0.0");
        Assert.Equal("1.0.0", await Stage.GetAsync(stage.Url));
    }

    [Fact]
    public async Task A_rolling_deployment_that_breaks_gives_the_live_release_its_instances_back()
    {
        await using var stage = await LiveAsync();
        stage.Variables["FIXTURE_STRATEGY"] = "rolling";

        (await stage.DeployAsync("2.0.0", ("FIXTURE_UNHEALTHY", "1"), ("FIXTURE_READY_WITHIN", "1"))).MustBe(1).MustSay("PIPE0631", "Release 1.0.0 keeps serving.");

        await OnlyAsync(stage, "1.0.0");
    }

    [Fact]
    public async Task Recreate_ends_the_live_release_first_and_brings_it_back_when_the_new_one_breaks()
    {
        await using var stage = await LiveAsync();
        stage.Variables["FIXTURE_STRATEGY"] = "recreate";

        (await stage.DeployAsync("2.0.0")).MustBe(0).MustSay("Stop the live release: 1.0.0");
        await OnlyAsync(stage, "2.0.0");

        (await stage.DeployAsync("3.0.0", ("FIXTURE_DIE", "broken"), ("FIXTURE_ONLY", "3.0.0"))).MustBe(1).MustSay("PIPE0630", "Release 2.0.0 serves again.");
        await OnlyAsync(stage, "2.0.0");
    }

    [Fact]
    public async Task A_release_that_fails_its_smoke_tests_gets_no_traffic()
    {
        await using var stage = await LiveAsync();

        (await stage.DeployAsync("2.0.0", ("FIXTURE_SMOKE", "9.9.9"))).MustBe(1).MustSay("PIPE0644", "'9.9.9' is not in the answer: 2.0.0", "Release 1.0.0 keeps serving.");
        await OnlyAsync(stage, "1.0.0");

        (await stage.DeployAsync("2.0.0", ("FIXTURE_SMOKE", "2.0.0"))).MustBe(0).MustSay("2 smoke tests passed at http://127.0.0.1:");
    }

    [Fact]
    public async Task A_strategy_that_never_promotes_is_refused_before_anything_is_touched()
    {
        await using var stage = await LiveAsync();
        stage.Variables["FIXTURE_STRATEGY"] = "nonsense";

        (await stage.DeployAsync("2.0.0")).MustBe(1).MustSay("PIPE0645", "start 1 instance");

        await OnlyAsync(stage, "1.0.0");
    }

    /// <summary>Version 1.0.0 live with two instances, and others laid out.</summary>
    internal static async Task<Stage> LiveAsync(Stage? given = null)
    {
        var stage = given ?? new Stage();
        foreach (var version in (string[])["1.0.0", "2.0.0", "3.0.0"])
            stage.LayOutRelease(version);
        stage.Url = Stage.UrlOf((await stage.DeployAsync("1.0.0")).MustBe(0));
        return stage;
    }

    /// <summary>One release serves, with its two instances and the host, and nothing else runs.</summary>
    internal static async Task OnlyAsync(Stage stage, string version)
    {
        await Eventually.BeTrueAsync("only the host and two instances run", () => stage.Processes().Count == 3);
        for (var i = 0; i < 20; i++)
            Assert.Equal(version, await Stage.GetAsync(stage.Url));
    }
}
