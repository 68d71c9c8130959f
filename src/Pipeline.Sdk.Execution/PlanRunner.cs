using System.Collections.Concurrent;
using Pipeline.Sdk.Execution.Results;
using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Execution;

/// <summary>Plan → run: schedules the steps, gives each its context, keeps the record.</summary>
internal sealed class PlanRunner
{
    private static readonly TimeSpan AfterRunLimit = TimeSpan.FromSeconds(5);

    private readonly Plan _plan;
    private readonly RunSettings _settings;
    private readonly IRunConsole _console;
    private readonly RunCancellation _cancellation;
    private readonly SecretMasker _masker;
    private readonly ValueStore _values;
    private readonly ConcurrentDictionary<StepLog, PlanStep> _logs = new();
    private readonly ConcurrentQueue<Func<string, CancellationToken, Task>> _afterRun = new();
    private Scheduler? _scheduler;
    private TreeState? _tree;

    public PlanRunner(Plan plan, RunSettings settings, IRunConsole console, RunCancellation cancellation)
    {
        _plan = plan;
        _settings = settings;
        _console = console;
        _cancellation = cancellation;
        _masker = new SecretMasker(plan.Parameters.Select(parameter => parameter.Value).OfType<SecretText>().Select(secret => secret.Reveal()));
        _values = new ValueStore(plan);
    }

    /// <summary>Masks the secrets of this run.</summary>
    public SecretMasker Masker => _masker;

    /// <summary>Runs everything; failures of steps are in the summary, not thrown.</summary>
    public RunSummary Run()
    {
        var folder = Path.Combine(_settings.StateFolder, "runs", _settings.Facts.Id);
        TryCreate(folder);
        _console.RunStarted(_settings.Facts);
        var record = new RunRecordWriter(folder, _masker);
        var problem = record.TryWrite(new RunSummary
        {
            Plan = _plan,
            Facts = _settings.Facts,
            Steps = [],
            Duration = TimeSpan.Zero,
            WasCancelled = false,
            Folder = folder,
        });
        foreach (var (target, output) in _settings.Provided)
            _values.Set(target, output);

        var started = _settings.Clock.GetTimestamp();
        using var scheduler = new Scheduler(_plan, new SchedulerOptions(_settings.Parallel, _settings.KeepGoing), step => RunStep(step, folder), _console.StepFinished);
        _scheduler = scheduler;
        using var tree = new TreeState(OwnPrograms, _settings.Root, _cancellation.Forceful);
        _tree = tree;
        using var stop = _cancellation.Graceful.Register(() => scheduler.Stop("the run was cancelled"));
        var steps = scheduler.Run(_cancellation.GiveUp, AskForTree);

        // What is left belongs to steps that were given up: their files are made whole, and what they still write is dropped.
        foreach (var log in _logs.Keys)
            log.Dispose();

        var summary = new RunSummary
        {
            Plan = _plan,
            Facts = _settings.Facts,
            Steps = steps,
            Duration = _settings.Clock.GetElapsedTime(started),
            WasCancelled = _cancellation.Graceful.IsCancellationRequested,
            Folder = folder,
            Tools = _settings.Programs is null ? ToolVersions.Of(steps, OwnPrograms, _cancellation.Forceful) : [],
            IsDirty = tree.Answer(),
            Tree = tree.Print(),
        };

        _settings.Results?.Save();
        problem = record.TryWrite(summary) ?? problem;
        _console.Summary(summary);
        if (problem is not null)
            _console.Problem($"The run's record {record.Path} could not be written: {problem}");
        TellOthers(record.Path);
        return summary;
    }

    /// <summary>The output of a target that has run, was taken from the store or was provided; null when it has none.</summary>
    public object? Output(Target target) => _values.TryGet(target, out var output) ? output : null;

    // What others want to know of a finished run is never worth more than a few seconds, and never its outcome.
    private void TellOthers(string record)
    {
        while (_afterRun.TryDequeue(out var tell))
        {
            using var deadline = new CancellationTokenSource(AfterRunLimit);
            try
            {
                tell(record, deadline.Token).WaitAsync(deadline.Token).GetAwaiter().GetResult();
            }
            catch (Exception error)
            {
                _console.Problem(_masker.Mask(error.Message));
            }
        }
    }

    private StepResult RunStep(PlanStep step, string folder)
    {
        var startedAt = _settings.Clock.GetUtcNow();
        var started = _settings.Clock.GetTimestamp();
        using var log = new StepLog(step, _console, _masker, Path.Combine(folder, step.Name.Replace(':', '.') + ".log"));
        _logs[log] = step;
        using var limits = new StepLimits(step, _settings.Clock, _cancellation);
        using var watchdog = limits.Watch(() => _scheduler?.Abandon(Finish(limits.Abandoned(log), log, startedAt, started)));
        var runner = new StepRunner(step, Context(step, log, limits), _values, limits, _console, _masker, log);
        if (_settings.Telemetry is { } telemetry)
            (runner.AttemptStarted, runner.AttemptEnded) = (number => telemetry.AttemptStarted(step, number), failure => telemetry.AttemptEnded(step, failure));
        if (_settings.Results is { } results)
            (runner.Take, runner.Prepare) = (() => Take(results, step, log), () => results.Prepare(step));
        var result = Finish(runner.Run(), log, startedAt, started);
        if (result.Outcome == StepOutcome.Succeeded)
            Keep(step, result, log);
        _logs.TryRemove(log, out _);
        return result;
    }

    private StepResult? Take(ResultCache results, PlanStep step, StepLog log)
    {
        if (results.Take(step) is not { } taken)
            return null;

        if (taken.Output is { } output)
            _values.SetLater(step.Target.Definition.Handle, output);
        if (_settings.ShowsStoredLogs && taken.Log() is { } text)
            log.Info(text.TrimEnd('\n'));
        return new StepResult { Step = step, Outcome = StepOutcome.Cached, Reason = taken.Reason, Saved = taken.Saved };
    }

    private void Keep(PlanStep step, StepResult result, StepLog log)
    {
        if (_settings.Results is not { } results)
            return;

        log.Flush();
        results.Keep(step, new MadeResult(
            _values.TryGet(step.Target.Definition.Handle, out var output) ? output : null, _settings.Facts.Id, result.Duration, log.Path, _masker, log.Detail, log.Warn));
    }

    private StepResult Finish(StepResult result, StepLog log, DateTimeOffset startedAt, long started) => result.Attempts == 0 ? result : result with
    {
        StartedAt = startedAt,
        Duration = _settings.Clock.GetElapsedTime(started),
        Annotations = log.Annotations,
        Commands = log.Commands,
        Stored = _settings.Results is { } results ? _masker.Mask(results.WhyMade(result.Step)) : "",
        Rerun = result.Outcome == StepOutcome.Failed ? _settings.Rerun?.Invoke(_plan, result.Step) : null,
        Files = result.Outcome == StepOutcome.Succeeded && _values.TryGet(result.Step.Target.Definition.Handle, out var output) && output is IFileBacked files ? files.Paths : [],
        IsTolerated = result.Outcome == StepOutcome.Failed && result.Step.Target.Definition.Draft.ContinuesOnFailure,
    };

    private OwnPrograms OwnPrograms() => new(_settings.Root, _plan.Graph.Definition.Parameters, _masker);

    private void AskForTree()
    {
        if (_settings.Facts.Commit is not null && _settings.Programs is null)
            _tree?.Ask();
    }

    // Without the folder there is no record and no log, and each of them says so; the run itself does not need it.
    private static void TryCreate(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
        }
    }

    private Dictionary<string, string> EnvironmentVariables(PlanStep step)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!step.Target.Definition.Draft.ReadsEnvironmentVariables)
            return found;

        foreach (var variable in _plan.Environment?.Variables ?? [])
        {
            found[variable.Name] = variable.Value switch
            {
                IValue<SecretText> secret => _values.Read(secret).Reveal(),
                IValue<string> text => _values.Read(text),
                _ => variable.Text ?? "",
            };
        }

        return found;
    }

    private AnnouncedProcesses Processes(PlanStep step, StepLog log)
    {
        var programs = _settings.Programs?.Invoke(step, log)
            ?? new CliWrapProcessRunner(step, _settings.Root, log, _masker, new ChildEnvironment(_plan.Graph.Definition.Parameters, step), _cancellation.Limits.ToolGrace, _cancellation.Forceful);
        return new AnnouncedProcesses(AskForTree, _settings.Telemetry is { } telemetry ? new TracedProcesses(programs, telemetry, step, _masker) : programs);
    }

    private RunContext Context(PlanStep step, StepLog log, StepLimits limits) => new()
    {
        Target = step.Name,
        Root = _settings.Root,
        StateFolder = _settings.StateFolder,
        StateHome = _settings.StateHome,
        ProgramFolder = _settings.ProgramFolder,
        AfterRun = _afterRun.Enqueue,
        Checkpoint = _settings.Checkpoint,
        Variable = _settings.Variable,
        Mask = _masker.Mask,
        EnvironmentVariables = () => EnvironmentVariables(step),
        Parameters = () => _plan.Parameters.Where(parameter => !parameter.Definition.IsSecret).ToDictionary(parameter => parameter.Definition.Name, parameter => _masker.Mask(parameter.Text), StringComparer.Ordinal),
        Run = _settings.Facts,
        Log = log,
        Processes = Processes(step, log),
        Clock = _settings.Clock,
        CancellationToken = limits.Token,
    };
}
