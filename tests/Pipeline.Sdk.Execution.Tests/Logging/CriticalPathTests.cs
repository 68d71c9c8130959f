namespace Pipeline.Sdk.Execution.Tests.Logging;

/// <summary>Which steps decided how long a run took.</summary>
public sealed class CriticalPathTests : IDisposable
{
    private readonly TestRun _run = new();

    public void Dispose() => _run.Dispose();

    [Fact]
    public void It_is_the_longest_chain_by_duration_and_not_by_number()
    {
        var summary = Summary(5.3, ("A", "", 2.1), ("B", "A", 3), ("C", "", 0.1), ("D", "C", 0.1), ("E", "D", 0.2), ("F", "", 4));
        Assert.Equal("Critical path: A 2.1 s → B 3.0 s (5.1 s of 5.3 s); in parallel saved 4.2 s", CriticalPath.Text(summary));
    }

    [Fact]
    public void Of_two_that_were_waited_for_the_slower_one_is_in_it()
    {
        var path = CriticalPath.Of(Summary(5, ("A", "", 1), ("B", "", 2), ("C", "A B", 1), ("D", "A", 1)));
        Assert.Equal(["B", "C"], path?.Steps.Select(step => step.Name));
        Assert.Equal(TimeSpan.FromSeconds(3), path?.Length);
        Assert.Equal(TimeSpan.FromSeconds(5), path?.Work);
    }

    [Fact]
    public void One_after_the_other_saves_nothing() =>
        Assert.Equal("Critical path: A 1.0 s → B 1.0 s (2.0 s of 2.1 s)", CriticalPath.Text(Summary(2.1, ("A", "", 1), ("B", "A", 1))));

    [Fact]
    public void Steps_that_did_not_run_are_not_in_it()
    {
        var summary = Summary(2, ("A", "", 1), ("B", "A", 1), ("C", "B", 9));
        summary = summary with { Steps = [summary.Steps[0], summary.Steps[1], new StepResult { Step = summary.Plan.Steps[2], Outcome = StepOutcome.NotRun }] };
        Assert.Equal(["A", "B"], CriticalPath.Of(summary)?.Steps.Select(step => step.Name));
    }

    [Fact]
    public void A_step_that_only_had_to_end_before_is_in_it_too()
    {
        var path = CriticalPath.Of(Summary(3, ("A", "", 2), ("B", ">A", 1), ("C", "", 1)));
        Assert.Equal(["A", "B"], path?.Steps.Select(step => step.Name));
        Assert.Equal(TimeSpan.FromSeconds(3), path?.Length);
    }

    [Fact]
    public void A_step_that_was_left_out_does_not_cut_the_chain()
    {
        var summary = Summary(4, ("A", "", 2), ("B", "A", 0), ("C", "B", 2));
        summary = summary with { Steps = [summary.Steps[0], new StepResult { Step = summary.Plan.Steps[1], Outcome = StepOutcome.Skipped }, summary.Steps[2]] };
        Assert.Equal(["A", "C"], CriticalPath.Of(summary)?.Steps.Select(step => step.Name));
    }

    [Fact]
    public void Results_that_were_at_hand_are_counted()
    {
        var summary = Summary(2, ("A", "", 1), ("B", "", 1), ("C", "B", 1));
        summary = summary with { Steps = [new StepResult { Step = summary.Plan.Steps[0], Outcome = StepOutcome.Provided }, summary.Steps[1], summary.Steps[2]] };
        Assert.EndsWith("; 1 result was at hand", CriticalPath.Text(summary), StringComparison.Ordinal);
    }

    [Fact]
    public void A_single_step_has_none() => Assert.Null(CriticalPath.Text(Summary(2, ("A", "", 2))));

    [Fact]
    public void A_run_of_less_than_a_second_has_no_line() => Assert.Null(CriticalPath.Text(Summary(0.9, ("A", "", 0.4), ("B", "A", 0.5))));

    private RunSummary Summary(double wall, params (string Name, string DependsOn, double Seconds)[] targets)
    {
        var handles = new Dictionary<string, Target>(StringComparer.Ordinal);
        foreach (var (name, dependsOn, _) in targets)
        {
            // ">A" only has to come after A.
            var others = dependsOn.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToLookup(other => other[0] == '>', other => handles[other.TrimStart('>')]);
            handles[name] = _run.Build.Target(name).DependsOn([.. others[false]]).After([.. others[true]]).Run();
        }

        var plan = _run.Plan([.. handles.Keys]);
        var startedAt = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
        return new RunSummary
        {
            Plan = plan,
            Facts = new RunFacts { Id = "1", StartedAt = startedAt, Actor = "somebody", Machine = "testbench", IsInteractive = false },
            Duration = TimeSpan.FromSeconds(wall),
            WasCancelled = false,
            Folder = "/runs/1",
            Steps =
            [
                .. plan.Steps.Select(step => new StepResult
                {
                    Step = step,
                    Outcome = StepOutcome.Succeeded,
                    StartedAt = startedAt,
                    Duration = TimeSpan.FromSeconds(targets.Single(target => target.Name == step.Name).Seconds),
                }),
            ],
        };
    }
}
