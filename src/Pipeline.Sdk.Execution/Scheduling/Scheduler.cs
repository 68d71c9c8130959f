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
    private static readonly TimeSpan _short = TimeSpan.FromMilliseconds(500);

    private readonly Plan _plan;
    private readonly SchedulerOptions _options;
    private readonly StepWork _work;
    private readonly Action<StepResult> _finished;
    private readonly int _parallel;
    private readonly Lock _gate = new();
    private readonly StepResult?[] _results;
    private readonly int[] _waitingFor;
    private readonly List<int>?[] _readers;
    private readonly Queue<StepResult> _ended = new();
    private readonly ReadySteps _ready;
    private readonly StepConsequences _consequences;
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
        _readers = new List<int>?[plan.Steps.Length];
        _ready = new ReadySteps(plan);
        _consequences = new StepConsequences(_results);
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
    /// <param name="goesOn">Called once when the run takes longer than half a second.</param>
    /// <returns>One result per step, in the order of the plan.</returns>
    public ImmutableArray<StepResult> Run(CancellationToken giveUp, Action? goesOn = null)
    {
        lock (_gate)
        {
            PrepareLocked();
            SpawnLocked(takenByCaller: 0);
        }

        try
        {
            if (!_done.Wait(_short, giveUp))
            {
                goesOn?.Invoke();
                _done.Wait(giveUp);
            }
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
                _ready.Add(step.Index);
        }

        _isPrepared = true;
        if (_stopReason is not null)
            LeaveRestLocked(_stopReason);
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
            if (_ready.TryTake(out index))
                return true;

            _workers--;
            return false;
        }
    }

    // A step that ran ended. An abandoned one gives its thread's place back here, since the thread itself never does.
    private void CompleteLocked(StepResult result)
    {
        var index = result.Step.Index;
        if (result.IsAbandoned)
            _workers--;
        _ready.Release(index);
        EndLocked(result);
        if (StepConsequences.StopReason(result, _options.KeepGoing) is { } reason)
            StopLocked(reason);
        if (_open == 0)
            _done.Set();
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
        if (_consequences.Of(step) is { } consequence)
            _ended.Enqueue(consequence);
        else if (_stopReason is null || step.Target.IsFinally)
            _ready.Add(step.Index);
        else
            _ended.Enqueue(StepConsequences.Left(step, _stopReason));
    }

    private void StopLocked(string reason)
    {
        if (_stopReason is not null)
            return;

        _stopReason = reason;
        if (_isPrepared)
            LeaveRestLocked(reason);
    }

    private void LeaveRestLocked(string reason)
    {
        _ready.KeepFinallyOnly();

        // In the order of the plan: what a step waits for has been decided before it.
        foreach (var step in _plan.Steps)
        {
            if (step.Disposition == StepDisposition.Run && _results[step.Index] is null && !_ready.IsTaken(step.Index) && !step.Target.IsFinally)
                EndLocked(_consequences.OfStop(step, reason));
        }

        _ready.Wake();
        if (_open == 0)
            _done.Set();
    }

    private void TellLocked(StepResult result)
    {
        _results[result.Step.Index] = result;
        _finished(result);
    }
}
