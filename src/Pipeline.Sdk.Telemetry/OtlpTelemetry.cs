using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using Pipeline.Sdk.Execution;
using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Telemetry;

/// <summary>
/// A run as one trace, after the OpenTelemetry semantic conventions for CI/CD: a span for the run, below it one for each target, below that one for each try, and
/// below that one for each program. Requests that a target makes itself carry the trace on, because its span is the current one while it works.
/// </summary>
internal sealed class OtlpTelemetry : IRunTelemetry, IDisposable
{
    // How long the end of a run waits for a collector that is slow.
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(5);

    private readonly OtlpProviders _providers;
    private readonly TelemetrySettings _settings;
    private readonly string _pipeline;
    private readonly Action<Diagnostic> _warn;
    private readonly ConcurrentDictionary<int, Activity?> _steps = new();
    private readonly ConcurrentDictionary<int, Activity?> _attempts = new();
    private Activity? _run;

    /// <summary>Prepares; nothing is sent yet.</summary>
    /// <param name="settings">Where it goes.</param>
    /// <param name="pipeline">The pipeline's name.</param>
    /// <param name="warn">Hears of what the collector did not take.</param>
    public OtlpTelemetry(TelemetrySettings settings, string pipeline, Action<Diagnostic> warn)
    {
        (_settings, _pipeline, _warn) = (settings, pipeline, warn);
        _providers = new OtlpProviders(settings);
    }

    [SuppressMessage("Reliability", "CA2000", Justification = "It is ended when the run ends.")]
    public void RunStarted(Plan plan, RunFacts facts)
    {
        // What is no trace context begins a new trace, as W3C Trace Context asks for.
        if (!ActivityContext.TryParse(_settings.TraceParent, _settings.TraceState, isRemote: true, out var parent))
            parent = default;
        _run = _providers.Spans.StartActivity($"RUN {_pipeline}", ActivityKind.Server, parent, RunTags.Of(_pipeline, plan, facts), startTime: facts.StartedAt);
        _providers.Metrics.Begin(_pipeline);
    }

    public void StepStarted(PlanStep step) => _steps[step.Index] = Start(step.Name, _run, RunTags.Of(step, _run));

    public void AttemptStarted(PlanStep step, int number)
    {
        var attempt = Start($"attempt {number}", Of(step), [new("pipeline.attempt", number)]);
        _attempts[step.Index] = attempt;
        Activity.Current = attempt;
    }

    public void AttemptEnded(PlanStep step, Exception? failure)
    {
        if (_attempts.TryRemove(step.Index, out var attempt) && attempt is not null)
            End(attempt, failure);
        Activity.Current = Of(step);
    }

    public ICommandTelemetry CommandStarted(PlanStep step, string program, string commandLine)
    {
        var before = Activity.Current;
        var span = Start(Path.GetFileName(program), _attempts.GetValueOrDefault(step.Index) ?? Of(step), [new("process.executable.name", Path.GetFileName(program)), new("process.command_line", commandLine)]);
        Activity.Current = before;
        return new CommandSpan(span, _run);
    }

    public void Line(PlanStep step, string text, LineKind kind)
    {
        // A detail is in the log file; a program may write millions of them.
        if (kind == LineKind.Detail || text.Length == 0)
            return;

        var before = Activity.Current;
        Activity.Current = _attempts.GetValueOrDefault(step.Index) ?? Of(step);
        _providers.Log(kind == LineKind.Warning ? LogLevel.Warning : LogLevel.Information, step.Name, text);
        Activity.Current = before;
    }

    public void StepFinished(StepResult result)
    {
        // What was left out has a span without a length, so that the trace says so.
        if (!_steps.TryRemove(result.Step.Index, out var span))
            span = Start(result.Name, _run, RunTags.Of(result.Step, _run));
        if (_attempts.TryRemove(result.Step.Index, out var attempt))
            attempt?.Dispose();
        if (span is null)
            return;

        span.SetTag("cicd.pipeline.task.run.result", RunTags.ResultOf(result.Outcome, result.Code));
        if (result.Outcome is StepOutcome.Failed)
        {
            span.SetTag("error.type", result.Code ?? "_OTHER");
            span.SetStatus(ActivityStatusCode.Error, result.Reason);
        }

        span.Dispose();
    }

    public void RunFinished(RunSummary summary)
    {
        var result = RunTags.ResultOf(summary);
        var error = summary.Steps.FirstOrDefault(step => step is { Outcome: StepOutcome.Failed, IsTolerated: false })?.Code;
        if (_run is { } run)
        {
            run.SetTag("cicd.pipeline.result", result);
            if (result is not "success")
                run.SetTag("error.type", error ?? "_OTHER").SetStatus(ActivityStatusCode.Error);
            run.Dispose();
        }

        _providers.Metrics.End(_pipeline, summary.Duration, result, error);
        if (!_providers.Flush(_limit))
            _warn(TelemetryErrors.TooSlow(_settings.Endpoint, _limit));
        else if (_providers.Problem is { } problem)
            _warn(TelemetryErrors.NotDelivered(_settings.Endpoint, problem));
    }

    public void Dispose() => _providers.Dispose();

    private Activity? Of(PlanStep step) => _steps.GetValueOrDefault(step.Index) ?? _run;

    private Activity? Start(string name, Activity? parent, IEnumerable<KeyValuePair<string, object?>> tags) =>
        _providers.Spans.StartActivity(name, ActivityKind.Internal, parent?.Context ?? default, tags);

    private static void End(Activity span, Exception? failure)
    {
        if (failure is not null)
            span.SetTag("error.type", (failure as StepFailedException)?.Code ?? failure.GetType().FullName).SetStatus(ActivityStatusCode.Error);
        span.Dispose();
    }

    /// <summary>The span of a program.</summary>
    private sealed class CommandSpan(Activity? span, Activity? run) : ICommandTelemetry
    {
        public string TraceParent => (span ?? run)?.Id ?? "";

        public void Finished(int? exitCode, Exception? failure)
        {
            if (span is null)
                return;

            if (exitCode is { } code)
                span.SetTag("process.exit.code", code);
            End(span, failure);
        }
    }
}
