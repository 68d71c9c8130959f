using System.Globalization;
using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Execution;

/// <summary>
/// What ends a step from outside: the run's cancellation, and its own time limit. What always runs is not ended by the first signal, since it is there for
/// the time after it; only by force.
/// </summary>
internal sealed class StepLimits : IDisposable
{
    /// <summary>Beyond the grace of its programs, for the step's own cleaning up.</summary>
    private static readonly TimeSpan Afterwards = TimeSpan.FromSeconds(2);

    private readonly PlanStep _step;
    private readonly TimeProvider _clock;
    private readonly RunCancellation _cancellation;
    private readonly CancellationTokenSource? _limit;
    private readonly CancellationTokenSource? _either;

    public StepLimits(PlanStep step, TimeProvider clock, RunCancellation cancellation)
    {
        _step = step;
        _clock = clock;
        _cancellation = cancellation;
        RunToken = step.Target.IsFinally ? cancellation.Forceful : cancellation.Graceful;
        Token = RunToken;
        if (step.Target.Definition.Draft.Timeout is not { } timeout)
            return;

        _limit = new CancellationTokenSource(timeout, clock);
        _either = CancellationTokenSource.CreateLinkedTokenSource(RunToken, _limit.Token);
        Token = _either.Token;
    }

    /// <summary>Ends the step: the run is cancelled, or its time is over.</summary>
    public CancellationToken Token { get; }

    /// <summary>The run is cancelled.</summary>
    public CancellationToken RunToken { get; }

    /// <summary>Whether its time is over.</summary>
    public bool IsTimeOver => _limit is { IsCancellationRequested: true };

    /// <summary>Calls back when the step runs on although its time has been over for as long as its programs get to end.</summary>
    public IDisposable? Watch(Action abandon)
    {
        if (_step.Target.Definition.Draft.Timeout is not { } timeout)
            return null;

        return _clock.CreateTimer(_ => abandon(), state: null, timeout + _cancellation.Limits.ToolGrace + Afterwards, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The failure of a step whose time is over.</summary>
    public StepResult TimedOut() => new()
    {
        Step = _step,
        Outcome = StepOutcome.Failed,
        Code = "PIPE0440",
        Reason = $"it took longer than its time limit of {Text(_step)}. Mend what hangs, or give it more: .Timeout(…) in {_step.Target.Definition.Source}.",
        Attempts = 1,
    };

    /// <summary>The failure of a step that does not end although its time is over; its log is closed.</summary>
    public StepResult Abandoned(StepLog log)
    {
        log.Warn("the target ignores its cancellation; the run goes on without it");
        var result = new StepResult
        {
            Step = _step,
            Outcome = StepOutcome.Failed,
            Code = "PIPE0441",
            Reason = $"it took longer than its time limit of {Text(_step)} and ignores its cancellation. Pass run.CancellationToken on to what it awaits.",
            Attempts = 1,
            IsAbandoned = true,
        };
        log.Dispose();
        return result;
    }

    public void Dispose()
    {
        _either?.Dispose();
        _limit?.Dispose();
    }

    private static string Text(PlanStep step) =>
        Durations.Text(step.Target.Definition.Draft.Timeout.GetValueOrDefault()).ToString(CultureInfo.InvariantCulture);
}
