using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Execution;

/// <summary>Runs one step to its end on the calling thread: asks its conditions, does its work as often as it may, explains what went wrong. It never throws.</summary>
internal sealed class StepRunner
{
    private readonly PlanStep _step;
    private readonly RunContext _context;
    private readonly ValueStore _values;
    private readonly StepLimits _limits;
    private readonly IRunConsole _console;
    private readonly SecretMasker _masker;
    private readonly StepLog _log;
    private readonly List<TryRecord> _tries = [];
    private int _attempts;

    public StepRunner(PlanStep step, RunContext context, ValueStore values, StepLimits limits, IRunConsole console, SecretMasker masker, StepLog log)
    {
        _step = step;
        _context = context;
        _values = values;
        _limits = limits;
        _console = console;
        _masker = masker;
        _log = log;
    }

    /// <summary>Takes the stored result of the step if there is one.</summary>
    public Func<StepResult?> Take { get; set; } = () => null;

    /// <summary>Called before the work begins.</summary>
    public Action Prepare { get; set; } = () => { };

    /// <summary>Called before each try, with its number from 1.</summary>
    public Action<int> AttemptStarted { get; set; } = static _ => { };

    /// <summary>Called after each try, with what it failed by or null.</summary>
    public Action<Exception?> AttemptEnded { get; set; } = static _ => { };

    public StepResult Run()
    {
        var result = LeftOut();
        if (result is not null)
            return result;

        if (Taken() is { } taken)
            return taken;

        _console.StepStarted(_step);
        return Work() with { Attempts = Math.Max(1, _attempts), Tries = _tries.Count > 1 ? [.. _tries] : [] };
    }

    private StepResult? Taken()
    {
        try
        {
            return Take();
        }
        catch (StepFailedException failure)
        {
            _log.Detail(failure.ToString());
            return Failed(failure.Code, Mask(failure.Message)) with { Attempts = 1 };
        }
        catch (Exception error)
        {
            _log.Detail(error.ToString());
            return Failed("PIPE0467", $"its stored result could not be looked up: {Mask(error.Message)} Run with --no-cache, or ./build.sh Cache --verify.") with { Attempts = 1 };
        }
    }

    private StepResult? LeftOut()
    {
        foreach (var condition in _step.Target.Definition.Draft.Conditions)
        {
            // Those of the plan held, or the step would not be here.
            if (condition.OfRun is null && condition.Value is not Target)
                continue;

            try
            {
                var holds = condition.OfRun is { } ask ? Complete(ask(_context)) : condition.OfValue is not { } decide || decide(_values);
                if (!holds)
                    return new StepResult { Step = _step, Outcome = StepOutcome.Skipped, Reason = condition.Reason };
            }
            catch (OperationCanceledException) when (_limits.RunToken.IsCancellationRequested)
            {
                return Cancelled();
            }
            catch (Exception error)
            {
                _log.Detail(error.ToString());
                return Failed("PIPE0442", $"its condition '{condition.Reason}' could not be asked: {Mask(error.Message)}") with { Attempts = 1 };
            }
        }

        return null;
    }

    private StepResult Work()
    {
        try
        {
            Prepare();
            if (_step.Target.Definition.Work is { } work)
                _values.Set(_step.Target.Definition.Handle, Attempt(work));
            return new StepResult { Step = _step, Outcome = StepOutcome.Succeeded };
        }
        catch (OperationCanceledException) when (_limits.RunToken.IsCancellationRequested)
        {
            return Cancelled();
        }
        catch (Exception error) when (_limits.IsTimeOver)
        {
            // Whatever it says, it says it because it was ended.
            _log.Detail(error.ToString());
            return _limits.TimedOut();
        }
        catch (StepFailedException failure)
        {
            _log.Detail(failure.ToString());
            return Failed(failure.Code, Mask(failure.Message)) with { WasRefused = failure is GateRefusedException };
        }
        catch (Exception unexpected)
        {
            // The edge of the author's code: whatever it throws is this step's failure, and its stack is for the author.
            _log.Detail(unexpected.ToString());
            return Failed("PIPE0400", Mask($"{unexpected.GetType().Name}: {unexpected.Message}{Environment.NewLine}{unexpected.StackTrace}"));
        }
    }

    private object? Attempt(TargetWork work)
    {
        if (_step.Target.Definition.Draft.Retry is { } rule)
            return RetryLoop.Run(rule, () => Timed(work), Tell, _context.Clock, _limits.Token);
        return Once(work);
    }

    private object? Timed(TargetWork work)
    {
        var (startedAt, started) = (_context.Clock.GetUtcNow(), _context.Clock.GetTimestamp());
        try
        {
            var output = Once(work);
            _tries.Add(new TryRecord(startedAt, _context.Clock.GetElapsedTime(started), StepOutcome.Succeeded));
            return output;
        }
        catch (Exception error)
        {
            var isCancelled = error is OperationCanceledException && _limits.RunToken.IsCancellationRequested;
            _tries.Add(new TryRecord(startedAt, _context.Clock.GetElapsedTime(started), isCancelled ? StepOutcome.Cancelled : StepOutcome.Failed, Mask(FirstLine(error.Message))));
            throw;
        }
    }

    private object? Once(TargetWork work)
    {
        AttemptStarted(++_attempts);
        Exception? failure = null;
        try
        {
            return Complete(work(_context, _values));
        }
        catch (Exception error)
        {
            failure = error;
            throw;
        }
        finally
        {
            AttemptEnded(failure);
        }
    }

    private void Tell(Exception error, TimeSpan pause, int attempts) =>
        _log.Warn($"attempt {_attempts} of {attempts} failed: {FirstLine(error.Message)}; the next one follows in {Durations.Text(pause)}");

    private StepResult Failed(string code, string reason) => new() { Step = _step, Outcome = StepOutcome.Failed, Reason = reason, Code = code };

    private StepResult Cancelled() => new() { Step = _step, Outcome = StepOutcome.Cancelled, Reason = "the run was cancelled", Attempts = 1 };

    private string Mask(string text) => _masker.Mask(OutputCleaner.CleanText(text));

    private static string FirstLine(string text)
    {
        var end = text.AsSpan().IndexOfAny('\r', '\n');
        return end < 0 ? text : text[..end];
    }

    // The thread belongs to this step alone, so it may wait.
    private static T Complete<T>(ValueTask<T> work) => work.IsCompletedSuccessfully ? work.Result : work.AsTask().GetAwaiter().GetResult();
}
