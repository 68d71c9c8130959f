namespace Pipeline.Sdk.Execution.Tests.Running;

/// <summary>A clock that is set back while a run goes on, as time synchronisation does.</summary>
public sealed class ClockTests : IDisposable
{
    private readonly JumpingClock _clock = new();
    private readonly TestRun _run;

    public ClockTests() => _run = new TestRun { Clock = _clock };

    public void Dispose() => _run.Dispose();

    [Fact]
    public void Durations_are_measured_and_never_negative()
    {
        var first = _run.Build.Target("First").Run(_ => _clock.Back(TimeSpan.FromHours(1)));
        _run.Build.Target("Second").DependsOn(first).Run(_ => _clock.Back(TimeSpan.FromHours(1)));

        var summary = _run.Run("Second");
        Assert.Equal(ExitCodes.Done, summary.ExitCode);
        Assert.True(summary.Steps[1].StartedAt < summary.Steps[0].StartedAt);
        Assert.All(summary.Steps.Select(step => step.Duration).Append(summary.Duration), duration => Assert.InRange(duration, TimeSpan.Zero, TimeSpan.FromMinutes(1)));
        Assert.InRange(_run.Record.GetProperty("durationSeconds").GetDouble(), 0, 60);
    }

    [Fact]
    public void A_moment_that_comes_twice_gives_two_ids()
    {
        var id = HostDetection.RunId(_clock.GetUtcNow());
        Assert.Equal(id, RunFolder.Claim(_run.StateFolder, id));
        Assert.Equal(id + "-2", RunFolder.Claim(_run.StateFolder, id));
    }

    private sealed class JumpingClock : TimeProvider
    {
        private DateTimeOffset _now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

        public void Back(TimeSpan by) => _now -= by;

        public override DateTimeOffset GetUtcNow() => _now;
    }
}
