using System.Collections.Immutable;
using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Execution.Tests.Running;

/// <summary>Targets that run once for each item of a list.</summary>
public sealed class ForEachTests : IDisposable
{
    private static readonly string[] _projects = ["Orders", "Stock", "Mail"];

    private readonly TestRun _run = new();

    private PipelineBuilder Build => _run.Build;

    public void Dispose() => _run.Dispose();

    [Fact]
    public void Every_item_is_a_step_of_its_own_and_the_target_gathers_the_outputs_in_their_order()
    {
        var seen = ImmutableArray<int>.Empty;
        var test = Build.Target("Test").ForEach(_projects, p => p).Run((_, project) => project.Length);
        Build.Target("Report").Needs(test).Run((_, lengths) => { seen = lengths; });

        var summary = _run.Run("Report");

        Assert.Equal(["Test:Orders", "Test:Stock", "Test:Mail", "Test", "Report"], summary.Steps.Select(step => step.Name));
        Assert.Equal("part of Test", summary.Steps[0].Step.Reason);
        Assert.Equal([6, 5, 4], seen);
    }

    [Fact]
    public void Items_read_values_wait_for_what_the_target_depends_on_and_run_at_the_same_time()
    {
        var level = Build.Parameter("level", "A number", 3);
        var compiled = false;
        var compile = Build.Target("Compile").Run(_ => { compiled = true; });
        using var together = new Barrier(3);
        var test = Build.Target("Test").DependsOn(compile).ForEach(_projects, p => p).Needs(level).Run(async (_, project, l) =>
        {
            await Task.Yield();
            return compiled && together.SignalAndWait(Eventually.Deadline) ? project + l : "";
        });
        ImmutableArray<string> seen = [];
        Build.Target("Report").Needs(test).Run((_, names) => { seen = names; });

        _run.Run("Report");

        Assert.Equal(["Orders3", "Stock3", "Mail3"], seen);
    }

    [Fact]
    public void One_item_can_be_asked_for_alone()
    {
        Build.Target("Test").ForEach(_projects, p => p).Run((_, _) => 1);

        Assert.Equal(["Test:Stock"], _run.Run("test:stock").Steps.Select(step => step.Name));
    }

    [Fact]
    public void A_failed_item_fails_the_target_and_the_others_are_told_apart()
    {
        using var run = new TestRun { KeepGoing = true };
        run.Build.Target("Test").ForEach(_projects, p => p).Run((_, p) => p == "Stock" ? throw new StepFailedException("TEST0001", "1 test failed") : 1);

        var summary = run.Run("Test");

        Assert.Equal([StepOutcome.Succeeded, StepOutcome.Failed, StepOutcome.Succeeded, StepOutcome.NotRun], summary.Steps.Select(step => step.Outcome));
        Assert.Equal("rests on Test:Stock, which failed", summary.Steps[^1].Reason);
    }

    [Fact]
    public void Every_item_has_a_log_of_its_own()
    {
        Build.Target("Test").ForEach(_projects, p => p).Run((run, p) => run.Log.Detail("testing " + p));

        _run.Run("Test");

        Assert.Equal("testing Mail", _run.Log("Test.Mail").Trim());
    }

    [Fact]
    public void Retries_limits_and_resources_are_those_of_each_item()
    {
        var machine = Build.Resource("machine");
        var running = 0;
        var tries = new Dictionary<string, int>();
        Build.Target("Test").Uses(machine).Retry(2, TimeSpan.Zero).ForEach(_projects, p => p).Run((_, p) =>
        {
            Assert.Equal(1, Interlocked.Increment(ref running));
            Interlocked.Decrement(ref running);
            return (tries[p] = tries.GetValueOrDefault(p) + 1) == 1 ? throw new StepFailedException("TEST0001", "flaky") : p;
        });

        Assert.Equal([2, 2, 2, 1], _run.Run("Test").Steps.Select(step => step.Attempts));
    }

    [Fact]
    public void An_empty_list_is_an_empty_output()
    {
        var compile = Build.Target("Compile").Run(_ => 1);
        var test = Build.Target("Test").DependsOn(compile).ForEach(Array.Empty<string>(), p => p).Run((_, p) => p.Length);
        var count = -1;
        Build.Target("Report").Needs(test).Run((_, lengths) => { count = lengths.Length; });

        Assert.Equal(["Compile", "Test", "Report"], _run.Run("Report").Steps.Select(step => step.Name));
        Assert.Equal(0, count);
    }

    [Theory]
    [InlineData("a/b", "PIPE0106")]
    [InlineData("", "PIPE0106")]
    [InlineData("orders", "PIPE0102")]
    public void An_item_has_a_name_that_a_step_can_have(string name, string code)
    {
        Build.Target("Test").ForEach(["Orders", name], p => p).Run((_, _) => 1);

        Assert.Equal(code, Assert.Single(Assert.Throws<InvalidPipelineException>(() => _run.Plan("Test")).Diagnostics).Code);
    }

    [Fact]
    public void A_part_runs_its_items_and_says_where_the_others_run()
    {
        var part = Build.Partition("shard", 2);
        Build.Target("Test").ForEach(_projects, p => p).Partition(part).Run((_, p) => p.Length);

        _run.Variables = _run.Variables.Add("PIPELINE_SHARD", "1/2");
        var plan = _run.Plan("Test");

        Assert.Contains(plan.Steps, step => step.Reason == "belongs to part 2/2 of --shard");
        Assert.Equal(StepDisposition.Run, plan.Steps[^1].Disposition);
        Assert.Equal(ExitCodes.Done, _run.Run("Test").ExitCode);
    }

    [Fact]
    public void Without_a_part_everything_runs()
    {
        var part = Build.Partition("shard", 2);
        Build.Target("Test").ForEach(_projects, p => p).Partition(part).Run((_, p) => p.Length);

        Assert.All(_run.Plan("Test").Steps, step => Assert.Equal(StepDisposition.Run, step.Disposition));
    }

    [Fact]
    public void The_parts_are_balanced_by_the_history()
    {
        var part = Build.Partition("shard", 2);
        Build.Target("Test").ForEach(["A", "B", "C", "D"], p => p).Partition(part).Run((_, p) => p);
        _run.Durations = ImmutableDictionary<string, long>.Empty.Add("Test:A", 9000).Add("Test:B", 3000).Add("Test:C", 3000).Add("Test:D", 3000);
        _run.Variables = _run.Variables.Add("PIPELINE_SHARD", "1/2");

        Assert.Equal(["Test:A", "Test"], _run.Plan("Test").Steps.Where(step => step.Disposition == StepDisposition.Run).Select(step => step.Name));
    }

    [Fact]
    public void A_list_inside_of_a_target_is_split_by_the_same_history()
    {
        var part = Build.Partition("shard", 2);
        ImmutableArray<string> seen = [];
        Build.Target("Test").Needs(part).Run((_, p) => { seen = p.Select(["slow", "a", "b"], name => name); });
        _run.Durations = ImmutableDictionary<string, long>.Empty.Add("slow", 9000).Add("a", 1000).Add("b", 1000);
        _run.Variables = _run.Variables.Add("PIPELINE_SHARD", "2/2");

        _run.Run("Test");

        Assert.Equal(["a", "b"], seen);
    }
}
