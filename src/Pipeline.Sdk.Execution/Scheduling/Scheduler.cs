using System.Collections.Immutable;
using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Execution;

/// <summary>
/// Runs the steps of a plan by dependency, at most <c>parallel</c> at a time. Each running step has a thread of its own, so that a step
/// that blocks holds up nobody and no pool has to grow first. After a failure nothing new begins; what runs is let finish.
/// </summary>
internal sealed class Scheduler : IDisposable
{
    private readonly Plan _plan;
    private readonly StepWork _work;
    private readonly Action<StepResult> _finished;
    private readonly int _parallel;
    private readonly Lock _gate = new();
    private readonly StepResult?[] _results;
    private readonly int[] _waitingFor;
    private readonly List<int>[] _readers;
    private readonly Queue<int> _ready = new();
    private readonly ManualResetEventSlim _done = new();
    private int _workers;
    private int _open;
    private string? _stopReason;
    private bool _isPrepared;
    private bool _isOver;

    /// <summary>Prepares a run.</summary>
    /// <param name="plan">What to run.</param>
    /// <param name="parallel">How many steps may run at the same time, from 1.</param>
    /// <param name="work">Runs one step; called on threads of the scheduler.</param>
    /// <param name="finished">Hears of every step that ended, in the order of the ends; calls never overlap.</param>
    public Scheduler(Plan plan, int parallel, StepWork work, Action<StepResult> finished)
    {
        _plan = plan;
        _work = work;
        _finished = finished;
        _parallel = Math.Max(1, parallel);
        _results = new StepResult?[plan.Steps.Length];
        _waitingFor = new int[plan.Steps.Length];
        _readers = new List<int>[plan.Steps.Length];
    }

    /// <inheritdoc/>
    public void Dispose() => _done.Dispose();

    /// <summary>Begins nothing new from now on. Steps that run are the work's to end.</summary>
    /// <param name="reason">A phrase for the steps that are left: <c>the run was cancelled</c>.</param>
    public void Stop(string reason)
    {
        lock (_gate)
            StopLocked(reason);
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
            _readers[step.Index] = [];
            if (step.Disposition != StepDisposition.Run)
            {
                var outcome = step.Disposition == StepDisposition.Skip ? StepOutcome.Skipped : StepOutcome.Provided;
                FinishLocked(new StepResult { Step = step, Outcome = outcome, Reason = step.Reason });
                continue;
            }

            _open++;
            _waitingFor[step.Index] = step.WaitsFor.Length;
            foreach (var before in step.WaitsFor)
                _readers[before].Add(step.Index);
            if (step.WaitsFor.Length == 0)
                _ready.Enqueue(step.Index);
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
                CompleteLocked(index, result);
                SpawnLocked(takenByCaller: 1);
            }
        }
    }

    private bool TryTake(out int index)
    {
        lock (_gate)
        {
            if (_ready.TryDequeue(out index))
                return true;

            _workers--;
            return false;
        }
    }

    private void CompleteLocked(int index, StepResult result)
    {
        // A step that was given up and ends after all: the run has been told and recorded without it.
        if (_isOver)
            return;

        FinishLocked(result);
        if (result.Outcome == StepOutcome.Succeeded)
        {
            foreach (var reader in _readers[index])
            {
                if (--_waitingFor[reader] == 0 && _results[reader] is null)
                    _ready.Enqueue(reader);
            }
        }
        else
        {
            BlockReadersLocked(index, result);
            StopLocked($"stopped after {result.Name} {(result.Outcome == StepOutcome.Cancelled ? "was cancelled" : "failed")}");
        }

        if (--_open == 0)
            _done.Set();
    }

    private void BlockReadersLocked(int index, StepResult cause)
    {
        var verb = cause.Outcome == StepOutcome.Cancelled ? "was cancelled" : "failed";
        var queue = new Queue<int>(_readers[index]);
        while (queue.TryDequeue(out var reader))
        {
            if (_results[reader] is not null)
                continue;

            FinishLocked(new StepResult { Step = _plan.Steps[reader], Outcome = StepOutcome.NotRun, Reason = $"rests on {cause.Name}, which {verb}" });
            _open--;
            foreach (var next in _readers[reader])
                queue.Enqueue(next);
        }
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
        var unstarted = _ready.ToHashSet();
        _ready.Clear();
        foreach (var step in _plan.Steps)
        {
            if (step.Disposition != StepDisposition.Run || _results[step.Index] is not null)
                continue;

            if (_waitingFor[step.Index] > 0 || unstarted.Contains(step.Index))
            {
                FinishLocked(new StepResult { Step = step, Outcome = StepOutcome.NotRun, Reason = reason });
                _open--;
            }
        }

        if (_open == 0)
            _done.Set();
    }

    private void FinishLocked(StepResult result)
    {
        _results[result.Step.Index] = result;
        _finished(result);
    }
}
