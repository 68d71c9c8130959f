namespace Pipeline.Sdk.Execution.Tests.Running;

/// <summary>Targets that are tried again, and targets whose time is limited.</summary>
public class RetryAndTimeoutTests
{
    [Fact]
    public void A_target_is_tried_again_until_it_succeeds_and_its_attempts_are_counted()
    {
        using var run = new TestRun();
        var tries = 0;
        run.Build.Target("Push").Retry(3, TimeSpan.FromMilliseconds(1)).Run(_ => ++tries < 3 ? throw new StepFailedException("TEST0001", "the feed is busy") : tries);

        var result = run.Run("Push").Steps[0];

        Assert.Equal((StepOutcome.Succeeded, 3), (result.Outcome, result.Attempts));
        Assert.Contains("attempt 1 of 3 failed: the feed is busy; the next one follows in ", run.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_try_has_its_time_its_outcome_and_what_it_failed_by()
    {
        using var run = new TestRun();
        var tries = 0;
        run.Build.Target("Push").Retry(3, TimeSpan.FromMilliseconds(1)).Run(_ => ++tries < 3 ? throw new StepFailedException("TEST0001", $"busy {tries}\nfor a while") : tries);

        var result = run.Run("Push").Steps[0];

        Assert.Equal([(StepOutcome.Failed, "busy 1"), (StepOutcome.Failed, "busy 2"), (StepOutcome.Succeeded, "")], result.Tries.Select(tried => (tried.Outcome, tried.Reason)));
        Assert.Equal(result.Tries.Select(tried => tried.StartedAt).Order(), result.Tries.Select(tried => tried.StartedAt));
        Assert.All(result.Tries, tried => Assert.True(tried.StartedAt >= result.StartedAt && tried.Duration <= result.Duration));
    }

    [Fact]
    public void Where_one_try_was_enough_the_step_says_all()
    {
        using var run = new TestRun();
        run.Build.Target("Push").Retry(3).Run(_ => 1);

        Assert.Empty(run.Run("Push").Steps[0].Tries);
    }

    [Fact]
    public void The_last_failure_counts()
    {
        using var run = new TestRun();
        var tries = 0;
        run.Build.Target("Push").Retry(2, TimeSpan.Zero, RetryBackoff.Constant).Run(_ => throw new StepFailedException("TEST0001", "try " + ++tries));

        var result = run.Run("Push").Steps[0];

        Assert.Equal((StepOutcome.Failed, 2, "try 2"), (result.Outcome, result.Attempts, result.Reason));
    }

    [Fact]
    public void Only_the_failures_that_are_worth_it_are_tried_again()
    {
        using var run = new TestRun();
        run.Build.Target("Push").Retry(5, TimeSpan.Zero, when: error => error is TimeoutException).Run(_ => throw new StepFailedException("TEST0001", "wrong key"));

        Assert.Equal(1, run.Run("Push").Steps[0].Attempts);
    }

    [Fact]
    public void A_refusal_by_a_gate_is_not_tried_again()
    {
        using var run = new TestRun();
        run.Build.Target("Deploy").Retry(5, TimeSpan.Zero).Run(_ => throw new GateRefusedException("TEST0001", "not on a Friday"));

        var summary = run.Run("Deploy");

        Assert.Equal(1, summary.Steps[0].Attempts);
        Assert.Equal(ExitCodes.Refused, summary.ExitCode);
    }

    [Fact]
    public async Task A_cancellation_ends_the_pause_between_attempts()
    {
        using var run = new TestRun();
        run.Build.Target("Push").Retry(2, TimeSpan.FromMinutes(4)).Run(_ => throw new StepFailedException("TEST0001", "busy"));

        var summary = run.Begin("Push");
        await Eventually.True(() => run.Text.Contains("the next one follows in", StringComparison.Ordinal), "the pause before the next attempt");
        run.Cancellation.Signal();

        Assert.Equal(StepOutcome.Cancelled, (await summary).Steps[0].Outcome);
    }

    [Fact]
    public void A_target_whose_time_is_over_is_ended_and_has_failed()
    {
        using var run = new TestRun();
        run.Build.Target("Hang").Timeout(TimeSpan.FromMilliseconds(50)).Run(async context => await Task.Delay(Timeout.InfiniteTimeSpan, context.CancellationToken));

        var result = run.Run("Hang").Steps[0];

        Assert.Equal((StepOutcome.Failed, "PIPE0440"), (result.Outcome, result.Code));
        Assert.Contains("time limit of 50 ms", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_is_ended_with_its_target()
    {
        using var run = new TestRun();
        run.Build.Target("Hang").Timeout(TimeSpan.FromMilliseconds(200)).Run(context => context.Tool("sleep", "600"));

        Assert.Equal("PIPE0440", run.Run("Hang").Steps[0].Code);
    }

    [Fact]
    public void The_time_limit_is_that_of_all_attempts()
    {
        using var run = new TestRun();
        run.Build.Target("Push").Timeout(TimeSpan.FromMilliseconds(100)).Retry(1000, TimeSpan.FromMilliseconds(20), RetryBackoff.Constant)
            .Run(_ => throw new StepFailedException("TEST0001", "busy"));

        var result = run.Run("Push").Steps[0];

        Assert.Equal("PIPE0440", result.Code);
        Assert.InRange(result.Attempts, 1, 20);
    }

    [Fact]
    public void The_run_goes_on_without_a_target_that_ignores_its_cancellation()
    {
        using var run = new TestRun(new CancellationLimits { ToolGrace = TimeSpan.FromMilliseconds(10) }) { KeepGoing = true, Parallel = 1 };
        using var never = new ManualResetEventSlim();
        run.Build.Target("Deaf").Timeout(TimeSpan.FromMilliseconds(50)).Run(_ => never.Wait(TestContext.Current.CancellationToken));
        run.Build.Target("Other").Run(_ => 1);

        var summary = run.Run("Deaf", "Other");
        never.Set();

        Assert.Equal("PIPE0441", summary.Steps[0].Code);
        Assert.Equal(StepOutcome.Succeeded, summary.Steps[1].Outcome);
    }
}
