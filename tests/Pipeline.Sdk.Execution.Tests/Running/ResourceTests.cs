namespace Pipeline.Sdk.Execution.Tests.Running;

/// <summary>Targets that share what bears only so many of them.</summary>
public class ResourceTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void No_more_users_than_units_run_at_a_time(int capacity)
    {
        using var run = new TestRun { Parallel = 16 };
        var database = run.Build.Resource("database", capacity);
        var (running, most) = (0, 0);
        using var together = new Barrier(capacity);
        for (var i = 0; i < 12; i++)
        {
            run.Build.Target("T" + i).Uses(database).Run(_ =>
            {
                var now = Interlocked.Increment(ref running);
                InterlockedMax(ref most, now);

                // So many meet here: fewer would wait in vain.
                Assert.True(together.SignalAndWait(Eventually.Deadline));
                Interlocked.Decrement(ref running);
            });
        }

        var summary = run.Run([.. Enumerable.Range(0, 12).Select(i => "T" + i)]);

        Assert.Equal(ExitCodes.Done, summary.ExitCode);
        Assert.Equal(capacity, most);
    }

    [Fact]
    public void One_that_wants_all_units_is_not_passed_over_by_later_ones_that_want_one()
    {
        using var run = new TestRun { Parallel = 4 };
        var machine = run.Build.Resource("machine", 2);
        var order = new List<string>();
        using var second = new ManualResetEventSlim();
        run.Build.Target("First").Uses(machine).Run(_ => Assert.True(second.Wait(Eventually.Deadline)));
        run.Build.Target("All").Uses(machine, 2).Run(_ => Add("All"));
        run.Build.Target("Late").Uses(machine).Run(_ => Add("Late"));
        run.Build.Target("Opener").Run(_ => second.Set());

        run.Run("First", "All", "Late", "Opener");

        Assert.Equal(["All", "Late"], order);

        void Add(string name)
        {
            lock (order)
                order.Add(name);
        }
    }

    [Fact]
    public void A_failed_user_gives_its_units_back()
    {
        using var run = new TestRun { Parallel = 2, KeepGoing = true };
        var machine = run.Build.Resource("machine");
        run.Build.Target("Bad").Uses(machine).Run(_ => throw new StepFailedException("TEST0001", "no"));
        run.Build.Target("Good").Uses(machine).Run(_ => 1);

        Assert.Equal(StepOutcome.Succeeded, run.Run("Bad", "Good").Steps[1].Outcome);
    }

    [Fact]
    public void After_a_failure_what_waits_for_units_is_left_and_what_always_runs_gets_them()
    {
        using var run = new TestRun { Parallel = 2 };
        var machine = run.Build.Resource("machine");
        var bad = run.Build.Target("Bad").Uses(machine).Run(_ => throw new StepFailedException("TEST0001", "no"));
        run.Build.Target("Waiting").Uses(machine).Run(_ => 1);
        run.Build.Target("Cleanup").Finally(bad).Uses(machine).Run(_ => 1);

        var summary = run.Run("Bad", "Waiting");

        Assert.Equal([StepOutcome.Failed, StepOutcome.NotRun, StepOutcome.Succeeded], summary.Steps.Select(step => step.Outcome));
    }

    [Fact]
    public void Units_that_are_asked_for_twice_are_added_up()
    {
        using var run = new TestRun();
        var machine = run.Build.Resource("machine", 2);
        run.Build.Target("Twice").Uses(machine).Uses(machine, 2).Run(_ => 1);

        var invalid = Assert.Throws<InvalidPipelineException>(() => run.Run("Twice"));
        Assert.Equal("PIPE0124", Assert.Single(invalid.Diagnostics).Code);
    }

    private static void InterlockedMax(ref int target, int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref target)) < value && Interlocked.CompareExchange(ref target, value, seen) != seen)
        {
        }
    }
}
