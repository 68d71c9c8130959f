namespace Pipeline.Sdk.Execution.Tests.Running;

/// <summary>Which targets run, in which order, and what a failure does to the others.</summary>
public sealed class OrderTests : IDisposable
{
    private readonly List<string> _ran = [];
    private readonly TestRun _run = new() { Parallel = 1 };

    private PipelineBuilder Build => _run.Build;

    public void Dispose() => _run.Dispose();

    [Fact]
    public void After_orders_what_is_in_the_plan_and_pulls_nothing_in()
    {
        var clean = Target("Clean");
        var compile = Build.Target("Compile").After(clean).Run(_ => Ran("Compile"));

        _run.Run("Compile");
        Assert.Equal(["Compile"], _ran);

        _ran.Clear();
        _run.Run("Compile", "Clean");
        Assert.Equal(["Clean", "Compile"], _ran);
        Assert.NotNull(compile);
    }

    [Fact]
    public void After_asks_for_no_success()
    {
        using var run = new TestRun { Parallel = 1, KeepGoing = true };
        var clean = run.Build.Target("Clean").Run(Fail);
        run.Build.Target("Compile").After(clean).Run(_ => Ran("Compile"));

        var summary = run.Run("Clean", "Compile");

        Assert.Equal(["Compile"], _ran);
        Assert.Equal(ExitCodes.Failed, summary.ExitCode);
    }

    [Fact]
    public void A_triggered_target_comes_in_with_its_trigger_and_runs_after_its_success()
    {
        var deploy = Target("Deploy");
        var other = Target("Other");
        Build.Target("Announce").TriggeredBy(deploy).Run(_ => Ran("Announce"));

        Assert.Equal("succeeded: triggered by Deploy", Outcome(_run.Run("Deploy"), "Announce"));
        Assert.Equal(["Deploy", "Announce"], _ran);
        Assert.DoesNotContain(_run.Plan(other.Name).Steps, step => step.Name == "Announce");
    }

    [Fact]
    public void A_failed_trigger_triggers_nothing()
    {
        var deploy = Build.Target("Deploy").Run(Fail);
        Build.Target("Announce").TriggeredBy(deploy).Run(_ => Ran("Announce"));

        Assert.Equal("not run: rests on Deploy, which failed", Outcome(_run.Run("Deploy"), "Announce"));
    }

    [Fact]
    public void Only_and_skip_keep_a_triggered_target_out()
    {
        var deploy = Target("Deploy");
        Build.Target("Announce").TriggeredBy(deploy).Run(_ => Ran("Announce"));

        Assert.Equal(["Deploy"], _run.Plan(new Planning.Invocation { Targets = ["Deploy"], Only = true }).Steps.Select(step => step.Name));
        Assert.Equal("left out by --skip", _run.Plan(new Planning.Invocation { Targets = ["Deploy"], Skip = ["Announce"] }).Steps[1].Reason);
    }

    [Fact]
    public void What_is_to_run_finally_runs_after_a_failure()
    {
        var start = Target("StartDatabase");
        var test = Build.Target("Test").DependsOn(start).Run(Fail);
        Build.Target("StopDatabase").Finally(start).Run(_ => Ran("StopDatabase"));
        Build.Target("Package").DependsOn(test).Run(_ => Ran("Package"));

        var summary = _run.Run("Package");

        Assert.Equal(["StartDatabase", "StopDatabase"], _ran);
        Assert.Equal("succeeded: always runs after StartDatabase", Outcome(summary, "StopDatabase"));
        Assert.Equal(ExitCodes.Failed, summary.ExitCode);
    }

    [Fact]
    public void What_is_to_run_finally_reads_outputs_that_are_there_and_does_without_success_elsewhere()
    {
        var start = Build.Target("StartDatabase").Run(_ => "port 5432");
        var test = Build.Target("Test").DependsOn(start).Run(Fail);
        Build.Target("StopDatabase").Finally(test).Needs(start).Run((_, port) => Ran("stop " + port));

        _run.Run("Test");

        Assert.Equal(["stop port 5432"], _ran);
    }

    [Fact]
    public void What_is_to_run_finally_cannot_run_without_the_output_it_needs()
    {
        var start = Build.Target("StartDatabase").Run(string (_) => throw new StepFailedException("TEST", "no"));
        Build.Target("StopDatabase").Finally(start).Needs(start).Run((_, port) => Ran("stop " + port));

        Assert.Equal("not run: rests on StartDatabase, which failed", Outcome(_run.Run("StartDatabase"), "StopDatabase"));
    }

    [Fact]
    public void Finally_without_targets_runs_last_in_every_run()
    {
        Build.Target("Report").Finally().Run(_ => Ran("Report"));
        Build.Target("Compile").Run(_ => Ran("Compile"));

        var summary = _run.Run("Compile");

        Assert.Equal(["Compile", "Report"], _ran);
        Assert.Equal("succeeded: always runs last", Outcome(summary, "Report"));
    }

    [Fact]
    public async Task What_is_to_run_finally_runs_after_a_cancellation_with_a_token_that_is_not_cancelled()
    {
        using var began = new ManualResetEventSlim();
        var test = Build.Target("Test").Run(async run =>
        {
            began.Set();
            await Task.Delay(Timeout.InfiniteTimeSpan, run.CancellationToken);
        });
        Build.Target("StopDatabase").Finally(test).Run(run => Ran(run.CancellationToken.IsCancellationRequested ? "cancelled" : "StopDatabase"));

        var summary = _run.Begin("Test");
        Assert.True(began.Wait(Eventually.Deadline, TestContext.Current.CancellationToken));
        _run.Cancellation.Signal();

        Assert.Equal(ExitCodes.Cancelled, (await summary).ExitCode);
        Assert.Equal(["StopDatabase"], _ran);
    }

    [Fact]
    public void A_failure_that_is_tolerated_does_not_count()
    {
        var lint = Build.Target("Lint").ContinueOnFailure().Run(Fail);
        Build.Target("Compile").DependsOn(lint).Run(_ => Ran("Compile"));

        var summary = _run.Run("Compile");

        Assert.Equal(["Compile"], _ran);
        Assert.Equal(ExitCodes.Done, summary.ExitCode);
        Assert.True(summary.Steps[0].IsTolerated);
    }

    [Fact]
    public void What_needs_the_output_of_a_tolerated_failure_does_not_run()
    {
        var count = Build.Target("Count").ContinueOnFailure().Run(int (_) => throw new StepFailedException("TEST", "no"));
        Build.Target("Print").Needs(count).Run((_, number) => Ran("Print"));

        Assert.Equal("not run: rests on Count, which failed", Outcome(_run.Run("Print"), "Print"));
    }

    [Fact]
    public void Keep_going_stops_only_what_rests_on_the_failure()
    {
        using var run = new TestRun { Parallel = 1, KeepGoing = true };
        var bad = run.Build.Target("Bad").Run(Fail);
        run.Build.Target("RestsOnBad").DependsOn(bad).Run(_ => Ran("RestsOnBad"));
        run.Build.Target("Other").Run(_ => Ran("Other"));

        var summary = run.Run("RestsOnBad", "Other");

        Assert.Equal(["Other"], _ran);
        Assert.Equal("not run: rests on Bad, which failed", Outcome(summary, "RestsOnBad"));
        Assert.Equal(ExitCodes.Failed, summary.ExitCode);
    }

    [Fact]
    public void A_cancellation_after_everything_has_succeeded_changes_nothing()
    {
        Build.Target("Compile").Run(_ => _run.Cancellation.Signal());

        Assert.Equal(ExitCodes.Done, _run.Run("Compile").ExitCode);
    }

    private Target Target(string name) => Build.Target(name).Run(_ => Ran(name));

    private void Ran(string what)
    {
        lock (_ran)
            _ran.Add(what);
    }

    private static void Fail(RunContext run) => throw new StepFailedException("TEST0001", "no");

    private static string Outcome(RunSummary summary, string target)
    {
        var result = summary.Steps.Single(step => step.Name == target);
        return $"{RunOutcome.Of(result.Outcome)}: {(result.Reason.Length > 0 ? result.Reason : result.Step.Reason)}";
    }
}
