using System.Diagnostics;

namespace Pipeline.Sdk.Execution.Tests.Processes;

/// <summary>Ending a run, with real processes.</summary>
[Collection(nameof(Alone))]
public sealed class CancellationTests : IDisposable
{
    private static readonly TimeSpan Never = TimeSpan.FromHours(1);

    private readonly List<TestRun> _runs = [];

    public void Dispose()
    {
        foreach (var run in _runs)
            run.Dispose();
    }

    [Fact]
    public async Task A_signal_reaches_the_whole_tree_of_a_tool()
    {
        // Every shell and sleep of the tree ends on its own when asked; force and giving up never come.
        var run = Limited(new CancellationLimits { ForceAfter = Never, GiveUpAfter = Never, ToolGrace = Never });
        var running = await Begin(run, "echo $$ > pids; sh -c 'echo $$ >> pids; sh -c \"echo \\$\\$ >> pids; sleep 1000; true\"; true'; true", processes: 3);

        run.Cancellation.Signal();
        await EndsAsCancelled(run, running);
    }

    [Fact]
    public async Task A_child_in_the_background_which_ignores_the_signal_is_not_left_behind()
    {
        // A shell that is no terminal's starts its background children deaf to SIGINT.
        var run = Limited(new CancellationLimits { ForceAfter = Never, GiveUpAfter = Never, ToolGrace = TimeSpan.FromMilliseconds(300) });
        var running = await Begin(run, "echo $$ > pids; sleep 1000 & echo $! >> pids; sleep 1000 & echo $! >> pids; sleep 1000", processes: 3);

        run.Cancellation.Signal();
        await EndsAsCancelled(run, running);
    }

    [Fact]
    public async Task A_child_in_the_background_is_asked_by_SIGTERM_halfway_through_the_grace_and_may_clean_up()
    {
        // The child is deaf to SIGINT, force never comes, and SIGKILL would leave no time to clean up.
        var run = Limited(new CancellationLimits { ForceAfter = Never, GiveUpAfter = Never, ToolGrace = TimeSpan.FromSeconds(4) });
        var running = await Begin(
            run,
            "echo $$ > pids; sh -c 'trap \"echo cleaned > cleaned; exit\" TERM; echo $$ >> pids; while :; do sleep 0.05; done' & trap 'wait' INT; wait; wait",
            processes: 2);

        run.Cancellation.Signal();
        await EndsAsCancelled(run, running);
        Assert.Equal("cleaned\n", File.ReadAllText(run.PathOf("cleaned")));
    }

    [Fact]
    public async Task A_tool_that_ignores_every_signal_is_killed_after_the_grace_period()
    {
        var run = Limited(new CancellationLimits { ForceAfter = Never, GiveUpAfter = Never, ToolGrace = TimeSpan.FromMilliseconds(300) });
        var running = await Begin(run, "trap '' INT TERM HUP; echo $$ > pids; sh -c 'echo $$ >> pids; while :; do sleep 1000; done'; true", processes: 2);

        run.Cancellation.Signal();
        await EndsAsCancelled(run, running);
    }

    [Fact]
    public async Task A_second_signal_forces_at_once()
    {
        var run = Limited(new CancellationLimits { ForceAfter = Never, GiveUpAfter = TimeSpan.FromSeconds(30), ToolGrace = Never });
        var running = await Begin(run, "trap '' INT TERM HUP; echo $$ > pids; sh -c 'echo $$ >> pids; while :; do sleep 1000; done'; true", processes: 2);

        run.Cancellation.Signal();
        Assert.True(Pids.IsAlive(Pids.In(run.PathOf("pids"))[0]));
        run.Cancellation.Signal();
        await EndsAsCancelled(run, running);
    }

    [Fact]
    public async Task A_target_that_ignores_its_cancellation_is_given_up_and_the_run_is_told_and_recorded()
    {
        var run = Limited(new CancellationLimits { ForceAfter = TimeSpan.FromMilliseconds(50), GiveUpAfter = TimeSpan.FromMilliseconds(50) });
        using var release = new ManualResetEventSlim();
        using var began = new ManualResetEventSlim();
        using var spoke = new ManualResetEventSlim();
        var stubborn = run.Build.Target("Stubborn").Run(context =>
        {
            context.Log.Info("before");
            began.Set();
            release.Wait(Eventually.Deadline);
            context.Log.Info("after");
            spoke.Set();
        });
        run.Build.Target("Next").DependsOn(stubborn).Run();

        var running = run.Begin("Next");
        Assert.True(began.Wait(Eventually.Deadline));
        run.Cancellation.Signal();
        var summary = await running.WaitAsync(Eventually.Deadline);

        Assert.Equal(ExitCodes.Cancelled, summary.ExitCode);
        Assert.Equal((StepOutcome.Cancelled, "did not end when the run was cancelled"), (summary.Steps[0].Outcome, summary.Steps[0].Reason));
        Assert.Equal((StepOutcome.NotRun, "the run was cancelled"), (summary.Steps[1].Outcome, summary.Steps[1].Reason));
        Assert.Equal(130, run.Record.GetProperty("exitCode").GetInt32());
        Assert.Equal("cancelled", run.Record.GetProperty("outcome").GetString());
        Assert.Equal("before\n", run.Log("Stubborn"));
        Assert.Contains("\nCancelled in ", run.Text, StringComparison.Ordinal);

        release.Set();
        Assert.True(spoke.Wait(Eventually.Deadline));
        Assert.DoesNotContain("after", run.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_target_that_heeds_its_token_is_cancelled()
    {
        var run = Limited(new CancellationLimits { ForceAfter = Never, GiveUpAfter = Never });
        using var began = new ManualResetEventSlim();
        run.Build.Target("A").Run(async context =>
        {
            began.Set();
            await Task.Delay(Timeout.Infinite, context.CancellationToken);
        });

        var running = run.Begin("A");
        Assert.True(began.Wait(Eventually.Deadline));
        run.Cancellation.Signal();
        var summary = await running.WaitAsync(Eventually.Deadline);
        Assert.Equal((StepOutcome.Cancelled, "the run was cancelled"), (summary.Steps[0].Outcome, summary.Steps[0].Reason));
    }

    [Fact]
    public async Task A_run_that_is_cancelled_before_it_begins_runs_nothing()
    {
        var run = Limited(new CancellationLimits { ForceAfter = Never, GiveUpAfter = Never });
        var ran = false;
        run.Build.Target("A").Run(_ => { ran = true; });
        run.Cancellation.Signal();

        var summary = await run.Begin("A").WaitAsync(Eventually.Deadline);
        Assert.Equal(ExitCodes.Cancelled, summary.ExitCode);
        Assert.Equal(StepOutcome.NotRun, summary.Steps[0].Outcome);
        Assert.False(ran);
    }

    [Fact]
    public async Task No_tool_is_started_once_the_run_is_cancelled()
    {
        var run = Limited(new CancellationLimits { ForceAfter = Never, GiveUpAfter = Never, ToolGrace = Never });
        run.Build.Target("A").Run(async context =>
        {
            run.Cancellation.Signal();
            await context.Tool("touch", "started");
        });

        var summary = await run.Begin("A").WaitAsync(Eventually.Deadline);
        Assert.Equal(StepOutcome.Cancelled, summary.Steps[0].Outcome);
        Assert.False(File.Exists(run.PathOf("started")));
    }

    [Fact]
    public async Task A_failure_that_the_cancellation_did_not_cause_stays_a_failure()
    {
        var run = Limited(new CancellationLimits { ForceAfter = Never, GiveUpAfter = Never });
        run.Build.Target("A").Run(_ =>
        {
            run.Cancellation.Signal();
            throw new StepFailedException("PIPE9999", "Broken.");
        });

        var summary = await run.Begin("A").WaitAsync(Eventually.Deadline);
        Assert.Equal(StepOutcome.Failed, summary.Steps[0].Outcome);
        Assert.Equal(ExitCodes.Cancelled, summary.ExitCode);
    }

    [Fact]
    public async Task Real_signals_are_heard()
    {
        using var cancellation = new RunCancellation(new CancellationLimits { ForceAfter = Never, GiveUpAfter = Never });
        cancellation.Listen();

        Hang();
        await Eventually.True(() => cancellation.Graceful.IsCancellationRequested, "the first signal asks");
        Assert.False(cancellation.Forceful.IsCancellationRequested);

        Hang();
        await Eventually.True(() => cancellation.Forceful.IsCancellationRequested, "the second signal forces");
        Assert.False(cancellation.GiveUp.IsCancellationRequested);

        // The only one of the three that the test runner does not listen to.
        static void Hang()
        {
            using var kill = Process.Start("kill", ["-HUP", $"{Environment.ProcessId}"]);
            kill.WaitForExit();
        }
    }

    [Fact]
    public void Without_other_limits_there_are_ten_three_and_ten_seconds()
    {
        using var cancellation = new RunCancellation();
        Assert.Equal(
            new CancellationLimits { ForceAfter = TimeSpan.FromSeconds(10), GiveUpAfter = TimeSpan.FromSeconds(3), ToolGrace = TimeSpan.FromSeconds(10) },
            cancellation.Limits);
    }

    private TestRun Limited(CancellationLimits limits)
    {
        var run = new TestRun(limits);
        _runs.Add(run);
        return run;
    }

    private static async Task<Task<RunSummary>> Begin(TestRun run, string script, int processes)
    {
        var tool = run.Build.Target("Tool").Run(context => context.Tool("sh", "-c", script));
        run.Build.Target("Next").DependsOn(tool).Run();
        var running = run.Begin("Next");
        await Eventually.True(() => File.Exists(run.PathOf("pids")) && File.ReadAllLines(run.PathOf("pids")).Length == processes, "the tree is up");
        return running;
    }

    private static async Task EndsAsCancelled(TestRun run, Task<RunSummary> running)
    {
        var summary = await running.WaitAsync(Eventually.Deadline);
        Assert.Equal(ExitCodes.Cancelled, summary.ExitCode);
        Assert.Equal([StepOutcome.Cancelled, StepOutcome.NotRun], summary.Steps.Select(step => step.Outcome));
        Assert.Equal("finished", run.Record.GetProperty("state").GetString());
        await Eventually.True(() => !Pids.In(run.PathOf("pids")).Any(Pids.IsAlive), "no process is left");
    }
}
