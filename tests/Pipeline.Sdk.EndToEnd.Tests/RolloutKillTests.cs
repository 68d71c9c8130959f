namespace Pipeline.Sdk.EndToEnd.Tests;

/// <summary>The engine is killed at every step of every strategy: a rerun goes on there, a rollback takes it back, and both leave one live release and no orphan.</summary>
public sealed class RolloutKillTests
{
    // The steps by their index: the announcement of each is the moment of the kill. Those that differ least from others are tried by TestLong.
    [Theory]
    [InlineData("quick-canary", 0, Traits = ["Category", "Long"])] // start
    [InlineData("quick-canary", 1)] // share 20 %
    [InlineData("quick-canary", 2)] // judge
    [InlineData("quick-canary", 4, Traits = ["Category", "Long"])] // judge
    [InlineData("quick-canary", 5)] // promote
    [InlineData("rolling", 0, Traits = ["Category", "Long"])] // start 1
    [InlineData("rolling", 2)] // shrink the live release to 1
    [InlineData("rolling", 3)] // grow to 2
    [InlineData("rolling", 4, Traits = ["Category", "Long"])] // share 67 %
    [InlineData("rolling", 6)] // stop the release before
    [InlineData("recreate", 0)] // stop the live release
    [InlineData("recreate", 1)] // start
    [InlineData("recreate", 2, Traits = ["Category", "Long"])] // promote
    public async Task A_rerun_after_a_kill_goes_on_where_it_was(string strategy, int step)
    {
        await using var stage = await RolloutTests.LiveAsync();
        stage.Variables["FIXTURE_STRATEGY"] = strategy;
        await using var load = new PacedLoad(stage.Url + "/");
        (await stage.DeployAsync("2.0.0", ("FIXTURE_KILL_AT", $"{step}"))).MustBe(137);

        (await stage.DeployAsync("2.0.0")).MustBe(0);

        Assert.Equal("2.0.0", await Stage.GetAsync(stage.Url));
        var warm = strategy == "quick-canary" ? 2 : 0;
        await Eventually.BeTrueAsync("no orphan is left", () => stage.Processes().Count == 3 + warm);
        await load.StopAsync();
        if (strategy != "recreate")
            Assert.Equal(0, load.Failed);
    }

    [Theory]
    [InlineData("canary", 2)] // judge
    [InlineData("rolling", 3)] // grow to 2: the live release has one instance left
    [InlineData("recreate", 1)] // start: nothing serves
    public async Task A_rollback_after_a_kill_takes_the_deployment_back_and_nothing_more(string strategy, int step)
    {
        await using var stage = await RolloutTests.LiveAsync();
        (await stage.DeployAsync("2.0.0")).MustBe(0);
        stage.Variables["FIXTURE_STRATEGY"] = strategy;
        (await stage.DeployAsync("3.0.0", ("FIXTURE_KILL_AT", $"{step}"))).MustBe(137);

        (await stage.RunAsync(["Rollback", "--env", "staging"])).MustBe(0).MustSay("was taken back; 2.0.0 serves");

        for (var i = 0; i < 20; i++)
            Assert.Equal("2.0.0", await Stage.GetAsync(stage.Url));
        (await stage.RunAsync(["Status", "--env", "staging"])).MustBe(0).MustSay("live      2.0.0");
    }

    [Theory]
    [InlineData("1.0.0", 1)]
    [InlineData("3.0.0", 0)]
    public async Task A_rollback_over_several_releases_brings_back_first_what_a_killed_deployment_had_ended(string broken, int exitCode)
    {
        await using var stage = await RolloutTests.LiveAsync();
        (await stage.DeployAsync("2.0.0")).MustBe(0);
        (await stage.DeployAsync("3.0.0")).MustBe(0);
        stage.LayOutRelease("4.0.0");
        stage.Variables["FIXTURE_STRATEGY"] = "recreate";
        (await stage.DeployAsync("4.0.0", ("FIXTURE_KILL_AT", "1"))).MustBe(137);
        Assert.False(stage.Answers());

        var back = (await stage.RunAsync(["Rollback", "--env", "staging", "--rollback-to", "1.0.0"], ("FIXTURE_DIE", "broken"), ("FIXTURE_ONLY", broken))).MustBe(exitCode);

        if (exitCode == 0)
            back.MustSay("Release 3.0.0, which served before, could not be started again", "to 1.0.0");
        else
            back.MustSay("Starting release 3.0.0 again, which served before", "Release 3.0.0 serves again.", "PIPE0630", "Release 3.0.0 keeps serving.");
        for (var i = 0; i < 20; i++)
            Assert.Equal(exitCode == 0 ? "1.0.0" : "3.0.0", await Stage.GetAsync(stage.Url));
        (await stage.RunAsync(["Status", "--env", "staging"])).MustBe(0).MustSay(exitCode == 0 ? "live      1.0.0" : "live      3.0.0");
    }

    [Fact]
    public async Task What_was_counted_before_a_kill_still_speaks_when_the_judge_goes_on()
    {
        await using var stage = await RolloutTests.LiveAsync();
        stage.Variables["FIXTURE_STRATEGY"] = "held-canary";
        var (engine, _) = stage.Start("dotnet", [Programs.Pipeline, "Deploy", "--env", "staging", "--release-version", "2.0.0"]);
        using (engine)
        {
            await Eventually.BeTrueAsync("the judge counts", () => stage.Journal("Evidence").Any(), seconds: 60);
            await using var load = new PacedLoad(stage.Url + "/", perSecond: 400);
            await load.ReachAsync(1_500);
            await load.StopAsync();
            engine.Kill();
            await engine.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        // Nobody asks any more: without what was counted there would be no verdict.
        (await stage.DeployAsync("2.0.0", ("FIXTURE_HOLD", "5"))).MustBe(0).MustSay("The evidence of this step goes on with", "requests that were counted before", "pass: requests: 0 of");

        var evidence = stage.Journal("Evidence").Select(line => line.GetProperty("evidence")).ToList();
        Assert.Equal(1, evidence[^1].GetProperty("resumes").GetInt32());
        Assert.Single(evidence.Select(line => line.GetProperty("canary").GetProperty("requests").GetInt64()).Distinct());
    }

    [Fact]
    public async Task An_instance_that_ended_while_no_engine_was_there_speaks_against_its_release()
    {
        await using var stage = await RolloutTests.LiveAsync();
        var before = stage.Instances();
        stage.Variables["FIXTURE_STRATEGY"] = "canary";
        (await stage.DeployAsync("2.0.0", ("FIXTURE_KILL_AT", "Evidence"))).MustBe(137);
        var one = stage.Instances().Except(before).First();
        System.Diagnostics.Process.GetProcessById(one).Kill();
        await Eventually.BeTrueAsync("the host has started it again", () => stage.Instances() is { Count: 4 } now && !now.Contains(one));

        (await stage.DeployAsync("2.0.0")).MustBe(1).MustSay("PIPE0641", "ended by itself");

        await RolloutTests.OnlyAsync(stage, "1.0.0");
    }

    [Fact]
    public async Task A_killed_host_comes_back_by_itself_with_what_was_live()
    {
        await using var stage = await RolloutTests.LiveAsync();
        var before = stage.Processes().ToHashSet();
        await using var load = new PacedLoad(stage.Url + "/", perSecond: 100);
        await load.ReachAsync(50);

        var watch = System.Diagnostics.Stopwatch.StartNew();
        stage.KillHost();
        await Eventually.BeTrueAsync("the router answers again", () => stage.Answers());
        TestContext.Current.SendDiagnosticMessage($"back after {watch.ElapsedMilliseconds} ms");

        // The instances lived through it: two of three processes are the same.
        Assert.Equal(2, stage.Processes().Count(before.Contains));
        await load.ReachAsync(load.Requests + 50);
        await load.StopAsync();
        TestContext.Current.SendDiagnosticMessage($"{load.Failed} of {load.Requests} requests failed");
        await RolloutTests.OnlyAsync(stage, "1.0.0");
    }

    [Fact]
    public async Task The_host_may_die_while_a_canary_is_judged_and_its_weights_come_back_with_it()
    {
        await using var stage = await RolloutTests.LiveAsync();
        stage.Variables["FIXTURE_STRATEGY"] = "quick-canary";
        var deploying = stage.DeployAsync("2.0.0");
        await Eventually.BeTrueAsync("it is judged", () => stage.Journal("Evidence").Any(), seconds: 60);

        stage.KillHost();
        await Eventually.BeTrueAsync("the router answers again", () => stage.Answers());

        await using var load = new PacedLoad(stage.Url + "/");
        (await deploying).MustBe(0).MustSay("The host ended during 'judge'; starting it again", "The evidence of this step starts anew: the host was started anew and counts from zero");
        Assert.Equal("2.0.0", await Stage.GetAsync(stage.Url));
        await load.StopAsync();
        Assert.Equal(0, load.Failed);
    }
}
