using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Execution.Tests.Scheduling;

/// <summary>The scheduler on plans whose steps are the test's own.</summary>
public class SchedulerTests
{
    private readonly List<string> _finished = [];

    [Fact]
    public void Twenty_steps_that_block_run_at_the_same_time()
    {
        using var all = new Barrier(20);
        var results = Run(Independent(20), 20, step => all.SignalAndWait(Eventually.Deadline) ? Succeeded(step) : Failed(step));
        Assert.All(results, result => Assert.Equal(StepOutcome.Succeeded, result.Outcome));
    }

    [Fact]
    public void Parallel_is_a_hard_upper_bound()
    {
        var (running, most) = (0, 0);
        using var three = new Barrier(3);
        Run(Independent(60), 3, step =>
        {
            InterlockedMax(ref most, Interlocked.Increment(ref running));

            // Three at a time meet here; a fourth would find the barrier full and the bound broken.
            Assert.True(three.SignalAndWait(Eventually.Deadline));
            Interlocked.Decrement(ref running);
            return Succeeded(step);
        });
        Assert.Equal(3, most);
    }

    [Fact]
    public void A_run_that_goes_on_says_so_once_while_it_does()
    {
        using var told = new SemaphoreSlim(0);
        var times = 0;
        using var scheduler = new Scheduler(Independent(2), new SchedulerOptions(1), step => told.Wait(step.Index == 0 ? Eventually.Deadline : TimeSpan.Zero) ? Succeeded(step) : Failed(step), _ => { });

        // The first step ends by the word alone, and the second finds that there was no other.
        var results = scheduler.Run(CancellationToken.None, () =>
        {
            times++;
            told.Release();
        });

        Assert.Equal([StepOutcome.Succeeded, StepOutcome.Failed], results.Select(result => result.Outcome));
        Assert.Equal(1, times);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0)]
    [InlineData(-5)]
    public void With_one_at_a_time_the_order_is_the_plans(int parallel)
    {
        var plan = Independent(50);
        Run(plan, parallel, Succeeded);
        Assert.Equal(plan.Steps.Select(step => step.Name), _finished);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public void A_chain_of_a_thousand_steps_runs_to_its_end(int parallel)
    {
        var plan = Chain(1000);
        var results = Run(plan, parallel, Succeeded);
        Assert.All(results, result => Assert.Equal(StepOutcome.Succeeded, result.Outcome));
        Assert.Equal(plan.Steps.Select(step => step.Name), _finished);
    }

    [Fact]
    public void A_failure_at_the_head_of_a_thousand_steps_marks_them_all()
    {
        var results = Run(Chain(1000), 8, Failed);
        Assert.Equal(StepOutcome.Failed, results[0].Outcome);
        Assert.All(results[1..], result => Assert.Equal((StepOutcome.NotRun, "rests on T0, which failed"), (result.Outcome, result.Reason)));
        Assert.Equal(1000, _finished.Count);
    }

    [Fact]
    public void What_runs_when_another_step_fails_is_let_finish()
    {
        using var failed = new ManualResetEventSlim();
        using var both = new Barrier(2);
        var plan = Independent(3);
        var results = Run(
            plan,
            2,
            step => both.SignalAndWait(Eventually.Deadline) && step.Index == 1 && failed.Wait(Eventually.Deadline) ? Succeeded(step) : Failed(step),
            result =>
            {
                if (result.Outcome == StepOutcome.Failed)
                    failed.Set();
            });

        Assert.Equal([StepOutcome.Failed, StepOutcome.Succeeded, StepOutcome.NotRun], results.Select(result => result.Outcome));
        Assert.Equal("stopped after T0 failed", results[2].Reason);
    }

    [Fact]
    public void Steps_that_are_left_out_or_provided_do_not_run()
    {
        using var run = new TestRun();
        var a = run.Build.Target("A").Run(_ => 1);
        run.Build.Target("B").Needs(a).Run((_, x) => { });
        run.Provided = run.Provided.Add(a, 1);
        var plan = run.Plan("B");

        var results = Run(plan, 4, step => step.Name == "B" ? Succeeded(step) : Failed(step));
        Assert.Equal([StepOutcome.Provided, StepOutcome.Succeeded], results.Select(result => result.Outcome));
        Assert.Equal("result from elsewhere", results[0].Reason);
    }

    [Fact]
    public void A_plan_without_a_step_to_run_ends_at_once()
    {
        var plan = Independent(2);
        var skipped = plan with { Steps = [.. plan.Steps.Select(step => step with { Disposition = StepDisposition.Skip })] };
        Assert.All(Run(skipped, 2, Failed), result => Assert.Equal(StepOutcome.Skipped, result.Outcome));
    }

    [Fact]
    public void Nothing_begins_after_a_stop_and_what_runs_is_the_works_to_end()
    {
        Scheduler? scheduler = null;
        var plan = Chain(3);
        using (scheduler = new Scheduler(plan, new SchedulerOptions(2), Stopping, _ => { }))
        {
            var results = scheduler.Run(CancellationToken.None);
            Assert.Equal([StepOutcome.Succeeded, StepOutcome.NotRun, StepOutcome.NotRun], results.Select(result => result.Outcome));
            Assert.All(results[1..], result => Assert.Equal("the run was cancelled", result.Reason));
        }

        StepResult Stopping(PlanStep step)
        {
            scheduler!.Stop("the run was cancelled");
            return Succeeded(step);
        }
    }

    [Fact]
    public void A_stop_before_the_beginning_runs_nothing()
    {
        var started = 0;
        using var scheduler = new Scheduler(Chain(3), new SchedulerOptions(2), Count, _ => { });
        scheduler.Stop("the run was cancelled");

        var results = scheduler.Run(CancellationToken.None);
        Assert.All(results, result => Assert.Equal((StepOutcome.NotRun, "the run was cancelled"), (result.Outcome, result.Reason)));
        Assert.Equal(0, started);

        StepResult Count(PlanStep step)
        {
            Interlocked.Increment(ref started);
            return Succeeded(step);
        }
    }

    [Fact]
    public async Task A_step_that_was_given_up_is_reported_as_cancelled_and_heard_of_no_more()
    {
        using var began = new ManualResetEventSlim();
        using var release = new ManualResetEventSlim();
        using var ended = new ManualResetEventSlim();
        using var giveUp = new CancellationTokenSource();
        var heard = 0;
        using var scheduler = new Scheduler(Independent(1), new SchedulerOptions(1), Stubborn, _ => Interlocked.Increment(ref heard));

        var running = Task.Factory.StartNew(() => scheduler.Run(giveUp.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        Assert.True(began.Wait(Eventually.Deadline));
        await giveUp.CancelAsync();
        var results = await running.WaitAsync(Eventually.Deadline);
        Assert.Equal(StepOutcome.Cancelled, results[0].Outcome);

        release.Set();
        Assert.True(ended.Wait(Eventually.Deadline));
        Assert.Equal(0, heard);

        StepResult Stubborn(PlanStep step)
        {
            began.Set();
            release.Wait(Eventually.Deadline);
            ended.Set();
            return Succeeded(step);
        }
    }

    private static Plan Independent(int count) => new RandomPipeline([.. Enumerable.Repeat<int[]>([], count)]).Plan();

    private static Plan Chain(int count) => new RandomPipeline([.. Enumerable.Range(0, count).Select(index => index == 0 ? [] : new[] { index - 1 })]).Plan();

    private static StepResult Succeeded(PlanStep step) => new() { Step = step, Outcome = StepOutcome.Succeeded };

    private static StepResult Failed(PlanStep step) => new() { Step = step, Outcome = StepOutcome.Failed };

    private static void InterlockedMax(ref int most, int value)
    {
        for (var seen = most; value > seen; seen = most)
            Interlocked.CompareExchange(ref most, value, seen);
    }

    private System.Collections.Immutable.ImmutableArray<StepResult> Run(Plan plan, int parallel, StepWork work, Action<StepResult>? finished = null)
    {
        using var deadline = new CancellationTokenSource(Eventually.Deadline);
        using var scheduler = new Scheduler(plan, new SchedulerOptions(parallel), work, result =>
        {
            _finished.Add(result.Name);
            finished?.Invoke(result);
        });
        var results = scheduler.Run(deadline.Token);
        Assert.False(deadline.IsCancellationRequested);
        return results;
    }
}
