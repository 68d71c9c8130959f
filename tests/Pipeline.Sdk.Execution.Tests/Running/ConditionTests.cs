using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Execution.Tests.Running;

/// <summary>Targets that run only when something holds.</summary>
public sealed class ConditionTests : IDisposable
{
    private readonly List<string> _ran = [];
    private readonly TestRun _run = new() { Parallel = 1 };

    private PipelineBuilder Build => _run.Build;

    public void Dispose() => _run.Dispose();

    [Fact]
    public void A_parameter_is_decided_in_the_plan_which_says_why()
    {
        var publish = Build.Parameter("publish", "Whether to publish", false);
        Build.Target("Push").OnlyWhen(publish, p => p, "only with --publish").Run(_ => Ran("Push"));

        var step = Assert.Single(_run.Plan("Push").Steps);
        Assert.Equal((StepDisposition.Skip, "only with --publish"), (step.Disposition, step.Reason));

        _run.Variables = _run.Variables.Add("PIPELINE_PUBLISH", "true");
        Assert.Equal(StepDisposition.Run, _run.Plan("Push").Steps[0].Disposition);
    }

    [Fact]
    public void A_target_left_out_in_the_plan_pulls_nothing_in_and_holds_up_nobody()
    {
        var publish = Build.Parameter("publish", "Whether to publish", false);
        var package = Build.Target("Package").Run(_ => Ran("Package"));
        var push = Build.Target("Push").DependsOn(package).OnlyWhen(publish, p => p, "only with --publish").Run(_ => Ran("Push"));
        Build.Target("Announce").DependsOn(push).Run(_ => Ran("Announce"));

        _run.Run("Announce");

        Assert.Equal(["Announce"], _ran);
    }

    [Fact]
    public void What_needs_the_output_of_a_target_left_out_in_the_plan_is_left_out_with_it()
    {
        var publish = Build.Parameter("publish", "Whether to publish", false);
        var push = Build.Target("Push").OnlyWhen(publish, p => p, "only with --publish").Run(_ => 1);
        Build.Target("Announce").Needs(push).Run((_, count) => Ran("Announce"));

        Assert.Equal("needs the output of Push, which is left out: only with --publish", _run.Plan("Announce").Steps[^1].Reason);
    }

    [Theory]
    [InlineData("main", StepDisposition.Run)]
    [InlineData("topic", StepDisposition.Skip)]
    public void Facts_of_the_run_are_decided_in_the_plan(string branch, object disposition)
    {
        Build.Target("Push").OnlyWhen(facts => facts.Branch == "main", "only on main").Run(_ => Ran("Push"));
        _run.Context = new PlanContext { Branch = branch };

        Assert.Equal(disposition, _run.Plan("Push").Steps[0].Disposition);
    }

    [Fact]
    public void The_selected_environment_is_decided_in_the_plan_and_need_not_be_selected()
    {
        Build.Environment("staging", e => e.OnThisMachine());
        Build.Target("Seed").OnlyWhen(Build.SelectedEnvironment, e => e.Name == "staging", "only in staging").Run(_ => Ran("Seed"));

        Assert.Equal("only in staging", _run.Plan("Seed").Steps[0].Reason);
        Assert.Equal(StepDisposition.Run, _run.Plan(new Invocation { Targets = ["Seed"], Environment = "staging" }).Steps[0].Disposition);
    }

    [Fact]
    public void A_condition_that_throws_is_told_before_anything_runs()
    {
        Build.Target("Push").OnlyWhen(_ => throw new InvalidOperationException("no facts"), "only on main").Run(_ => Ran("Push"));

        var invalid = Assert.Throws<InvalidPipelineException>(() => _run.Plan("Push"));
        Assert.Equal("PIPE0230", Assert.Single(invalid.Diagnostics).Code);
        Assert.Contains("no facts", invalid.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "succeeded")]
    [InlineData(0, "skipped")]
    public void An_output_is_decided_just_before_the_step(int changes, string outcome)
    {
        var count = Build.Target("CountChanges").Run(_ => changes);
        var test = Build.Target("Test").OnlyWhen(count, c => c > 0, "only when something changed").Run(_ => 7);
        Build.Target("Order").DependsOn(test).Run(_ => Ran("Order"));
        Build.Target("Read").Needs(test).Run((_, seven) => Ran("Read"));

        var summary = _run.Run("Order", "Read");

        Assert.Equal(outcome, RunOutcome.Of(summary.Steps.Single(step => step.Name == "Test").Outcome));
        Assert.Equal(outcome, RunOutcome.Of(summary.Steps.Single(step => step.Name == "Read").Outcome));
        Assert.Contains("Order", _ran);
        Assert.Equal(ExitCodes.Done, summary.ExitCode);
    }

    [Fact]
    public void A_look_at_the_world_is_decided_just_before_the_step()
    {
        var write = Build.Target("Write").Run(run => File.WriteAllText(run.PathOf("old.txt"), ""));
        Build.Target("Migrate").DependsOn(write).OnlyWhenReached(run => File.Exists(run.PathOf("old.txt")), "only when old.txt is there").Run(_ => Ran("Migrate"));
        Build.Target("Never").OnlyWhenReached(run => Task.FromResult(File.Exists(run.PathOf("new.txt"))), "only when new.txt is there").Run(_ => Ran("Never"));

        var summary = _run.Run("Migrate", "Never");

        Assert.Equal(["Migrate"], _ran);
        Assert.Equal("only when new.txt is there", summary.Steps.Single(step => step.Name == "Never").Reason);
    }

    [Fact]
    public void A_look_at_the_world_that_fails_is_the_failure_of_its_target()
    {
        Build.Target("Migrate").OnlyWhenReached(bool (_) => throw new IOException("no disk"), "only when the disk is there").Run(_ => Ran("Migrate"));

        var result = _run.Run("Migrate").Steps[0];

        Assert.Equal((StepOutcome.Failed, "PIPE0442"), (result.Outcome, result.Code));
    }

    [Fact]
    public void A_condition_says_its_reason() =>
        Assert.Throws<ArgumentException>(() => Build.Target("Push").OnlyWhen(_ => true, " "));

    private void Ran(string what) => _ran.Add(what);
}
