using System.Collections.Immutable;
using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Execution;

/// <summary>
/// Runs the steps of a plan by dependency, at most <c>parallel</c> at a time. Each running step has a thread of its own, so that a step
/// that blocks holds up nobody and no pool has to grow first. After a failure nothing new begins (or, when told to keep going, only what rests on it
/// does not); what runs is let finish, and what always runs still does.
/// </summary>
internal sealed class Scheduler : IDisposable
{
    private readonly Plan _plan;
    private readonly SchedulerOptions _options;
    private readonly StepWork _work;
    private readonly Action<StepResult> _finished;
    private readonly int _parallel;
    private readonly Lock _gate = new();
    private readonly StepResult?[] _results;
    private readonly int[] _waitingFor;
    private readonly bool[] _isStarted;
    private readonly List<int>?[] _readers;
    private readonly Queue<int> _ready = new();
    private readonly Queue<StepResult> _ended = new();
    private readonly ResourcePool _resources;
    private readonly ManualResetEventSlim _done = new();
    private int _workers;
    private int _open;
    private string? _stopReason;
    private bool _isPrepared;
    private bool _isOver;

    /// <summary>Prepares a run.</summary>
    /// <param name="plan">What to run.</param>
    /// <param name="options">How many at a time, and what a failure stops.</param>
    /// <param name="work">Runs one step; called on threads of the scheduler.</param>
    /// <param name="finished">Hears of every step that ended, in the order of the ends; calls never overlap.</param>
    public Scheduler(Plan plan, SchedulerOptions options, StepWork work, Action<StepResult> finished)
    {
        _plan = plan;
        _options = options;
        _work = work;
        _finished = finished;
        _parallel = Math.Max(1, options.Parallel);
        _results = new StepResult?[plan.Steps.Length];
        _waitingFor = new int[plan.Steps.Length];
        _isStarted = new bool[plan.Steps.Length];
        _readers = new List<int>?[plan.Steps.Length];
        _resources = new ResourcePool(plan);
    }

    /// <inheritdoc/>
    public void Dispose() => _done.Dispose();

    /// <summary>Begins nothing new from now on but what always runs. Steps that run are the work's to end.</summary>
    /// <param name="reason">A phrase for the steps that are left: <c>the run was cancelled</c>.</param>
    public void Stop(string reason)
    {
        lock (_gate)
        {
            StopLocked(reason);
            SpawnLocked(takenByCaller: 0);
        }
    }

    /// <summary>Goes on without a step that runs and does not end; what it gives later is dropped.</summary>
    /// <param name="result">What to report of it.</param>
    public void Abandon(StepResult result)
    {
        lock (_gate)
        {
            if (_isOver || _results[result.Step.Index] is not null)
                return;

            CompleteLocked(result);
            SpawnLocked(takenByCaller: 0);
        }
    }

    /// <summary>Runs everything.</summary>
    /// <param name="giveUp">Gives up waiting for steps that do not end; they are reported as cancelled.</param>
    /// <returns>One result per step, in the order of the plan.</returns>
    public ImmutableArray<StepResult> Run(CancellationToken giveUp)
    {
        lock (_gate)
        {
            PrepareLocked();
            SpawnLocked(takenByCaller: 0);
        }

        try
        {
            _done.Wait(giveUp);
        }
        catch (OperationCanceledException)
        {
            // What still runs ignores its cancellation. Its thread is a background thread and ends with the process.
        }

        lock (_gate)
        {
            _isOver = true;
            return [.. _plan.Steps.Select(step => _results[step.Index] ?? new StepResult
            {
                Step = step,
                Outcome = StepOutcome.Cancelled,
                Reason = "did not end when the run was cancelled",
            })];
        }
    }

    private void PrepareLocked()
    {
        foreach (var step in _plan.Steps)
        {
            if (step.Disposition != StepDisposition.Run)
            {
                var outcome = step.Disposition == StepDisposition.Skip ? StepOutcome.Skipped : StepOutcome.Provided;
                TellLocked(new StepResult { Step = step, Outcome = outcome, Reason = step.Reason });
                continue;
            }

            _open++;
            _waitingFor[step.Index] = step.WaitsFor.Length + step.Follows.Length;
            foreach (var before in step.WaitsFor)
                (_readers[before] ??= []).Add(step.Index);
            foreach (var before in step.Follows)
                (_readers[before] ??= []).Add(step.Index);
            if (_waitingFor[step.Index] == 0)
                MakeReadyLocked(step.Index);
        }

        _isPrepared = true;
        if (_stopReason is not null)
            LeaveRestLocked();
        if (_open == 0)
            _done.Set();
    }

    // One more thread for every ready step that no thread is free for.
    private void SpawnLocked(int takenByCaller)
    {
        for (var wanted = Math.Min(_ready.Count - takenByCaller, _parallel - _workers); wanted > 0; wanted--)
        {
            _workers++;
            new Thread(Work) { IsBackground = true, Name = "pipeline step" }.Start();
        }
    }

    private void Work()
    {
        while (TryTake(out var index))
        {
            var result = _work(_plan.Steps[index]);
            lock (_gate)
            {
                // A step that was given up had its place taken by another thread: this one is too many.
                if (_isOver || _results[index] is not null)
                    return;

                CompleteLocked(result);
                SpawnLocked(takenByCaller: 1);
            }
        }
    }

    private bool TryTake(out int index)
    {
        lock (_gate)
        {
            if (_ready.TryDequeue(out index))
            {
                _isStarted[index] = true;
                return true;
            }

            _workers--;
            return false;
        }
    }

    private void MakeReadyLocked(int index)
    {
        // Most plans have no resources, and most steps use none.
        if (_plan.Steps[index].Target.Definition.Draft.Uses.IsEmpty)
        {
            _ready.Enqueue(index);
            return;
        }

        foreach (var next in _resources.Take(index))
            _ready.Enqueue(next);
    }

    // A step that ran ended. An abandoned one gives its thread's place back here, since the thread itself never does.
    private void CompleteLocked(StepResult result)
    {
        var index = result.Step.Index;
        if (result.IsAbandoned)
            _workers--;
        ReleaseLocked(index);
        EndLocked(result);
        if (result.Outcome is StepOutcome.Failed or StepOutcome.Cancelled && !result.IsTolerated && !(_options.KeepGoing && result.Outcome == StepOutcome.Failed))
            StopLocked($"stopped after {result.Name} {Verb(result.Outcome)}");
        if (_open == 0)
            _done.Set();
    }

    private void ReleaseLocked(int index)
    {
        foreach (var next in _resources.Release(index))
            _ready.Enqueue(next);
    }

    // A step ended, by itself or because of another: whoever waited for it last is let go on, or ends with it. It is decided only then, so that
    // what becomes of a step does not depend on the order in which others ended.
    private void EndLocked(StepResult first)
    {
        _ended.Enqueue(first);
        while (_ended.TryDequeue(out var result))
        {
            TellLocked(result);
            _open--;
            foreach (var reader in _readers[result.Step.Index] ?? [])
            {
                if (--_waitingFor[reader] == 0 && _results[reader] is null)
                    GoOnLocked(_plan.Steps[reader]);
            }
        }
    }

    private void GoOnLocked(PlanStep step)
    {
        if (Consequence(step) is { } consequence)
            _ended.Enqueue(consequence);
        else if (_stopReason is null || step.Target.IsFinally)
            MakeReadyLocked(step.Index);
        else
            _ended.Enqueue(Left(step));
    }

    // What becomes of a step because of how those that it waits for ended; null when it may go on. A failure
    // counts more than a stop of the run, and that more than an output left out.
    private StepResult? Consequence(PlanStep step)
    {
        StepResult? leftOut = null;
        StepResult? blocked = null;
        foreach (var index in step.WaitsFor)
        {
            if (_results[index] is not { } ended || ended.Outcome == StepOutcome.Succeeded)
                continue;

            if (ended.Outcome == StepOutcome.Skipped)
            {
                if (leftOut is null && step.Reads.Contains(index))
                    leftOut = new StepResult { Step = step, Outcome = StepOutcome.Skipped, Reason = $"needs the output of {ended.Name}, which is left out: {ended.Reason}" };
            }
            else if (!ended.IsTolerated || step.Reads.Contains(index))
            {
                var because = Blocked(step, ended);
                if (because.Cause is not null)
                    return because;

                blocked ??= because;
            }
        }

        return blocked ?? leftOut;
    }

    // The chain names the step that failed, not the ones between that never began.
    private static StepResult Blocked(PlanStep step, StepResult by)
    {
        if (by.Outcome == StepOutcome.NotRun && by.Cause is null)
            return new StepResult { Step = step, Outcome = StepOutcome.NotRun, Reason = by.Reason };

        var (cause, verb) = by.Cause is { } earlier ? (earlier, by.CauseVerb) : (by.Name, Verb(by.Outcome));
        return new StepResult { Step = step, Outcome = StepOutcome.NotRun, Reason = $"rests on {cause}, which {verb}", Cause = cause, CauseVerb = verb };
    }

    private StepResult Left(PlanStep step) => new() { Step = step, Outcome = StepOutcome.NotRun, Reason = _stopReason ?? "" };

    private static string Verb(StepOutcome outcome) => outcome == StepOutcome.Cancelled ? "was cancelled" : "failed";

    private void StopLocked(string reason)
    {
        if (_stopReason is not null)
            return;

        _stopReason = reason;
        if (_isPrepared)
            LeaveRestLocked();
    }

    private void LeaveRestLocked()
    {
        // What is ready and always runs keeps its place.
        for (var count = _ready.Count; count > 0; count--)
        {
            var index = _ready.Dequeue();
            if (_plan.Steps[index].Target.IsFinally)
                _ready.Enqueue(index);
            else
                _resources.Release(index, wakes: false);
        }

        // Nobody may be handed units for a step that is left.
        _resources.Forget(index => !_plan.Steps[index].Target.IsFinally);

        // In the order of the plan: what a step waits for has been decided before it.
        foreach (var step in _plan.Steps)
        {
            if (step.Disposition == StepDisposition.Run && _results[step.Index] is null && !_isStarted[step.Index] && !step.Target.IsFinally)
                EndLocked(Consequence(step) ?? Left(step));
        }

        foreach (var next in _resources.Wake())
            _ready.Enqueue(next);
        if (_open == 0)
            _done.Set();
    }

    private void TellLocked(StepResult result)
    {
        _results[result.Step.Index] = result;
        _finished(result);
    }
}
