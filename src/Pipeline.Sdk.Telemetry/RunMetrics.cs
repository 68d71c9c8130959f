using System.Diagnostics.Metrics;

namespace Pipeline.Sdk.Telemetry;

/// <summary>The metrics of the OpenTelemetry semantic conventions for CI/CD.</summary>
internal sealed class RunMetrics : IDisposable
{
    public const string Name = "Pipeline.Sdk";

    private readonly Meter _meter = new(Name);
    private readonly Histogram<double> _duration;
    private readonly UpDownCounter<long> _active;
    private readonly Counter<long> _errors;

    public RunMetrics()
    {
        _duration = _meter.CreateHistogram<double>("cicd.pipeline.run.duration", "s", "Duration of a pipeline run grouped by pipeline, state and result.");
        _active = _meter.CreateUpDownCounter<long>("cicd.pipeline.run.active", "{run}", "The number of pipeline runs currently active in the system by state.");
        _errors = _meter.CreateCounter<long>("cicd.pipeline.run.errors", "{error}", "The number of errors encountered in pipeline runs.");
    }

    public void Begin(string pipeline) => _active.Add(1, new("cicd.pipeline.name", pipeline), new("cicd.pipeline.run.state", "executing"));

    public void End(string pipeline, TimeSpan duration, string result, string? error)
    {
        _active.Add(-1, new("cicd.pipeline.name", pipeline), new("cicd.pipeline.run.state", "executing"));
        if (error is null)
        {
            _duration.Record(duration.TotalSeconds, new("cicd.pipeline.name", pipeline), new("cicd.pipeline.run.state", "executing"), new("cicd.pipeline.result", result));
            return;
        }

        _duration.Record(duration.TotalSeconds, new("cicd.pipeline.name", pipeline), new("cicd.pipeline.run.state", "executing"), new("cicd.pipeline.result", result), new("error.type", error));
        _errors.Add(1, new KeyValuePair<string, object?>("cicd.pipeline.name", pipeline), new KeyValuePair<string, object?>("error.type", error));
    }

    public void Dispose() => _meter.Dispose();
}
