using System.Diagnostics;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Pipeline.Sdk.Telemetry.Json;

namespace Pipeline.Sdk.Telemetry;

/// <summary>The exporters of one run. They send in the background; only <see cref="Flush"/> waits, and not for longer than it is told.</summary>
internal sealed class OtlpProviders : IDisposable
{
    private readonly TracerProvider _traces;
    private readonly MeterProvider _meters;
    private readonly ILoggerFactory _logs;
    private readonly ILogger _log;
    private readonly ExportProblems _problems = new();
    private BaseProcessor<LogRecord>? _logProcessor;
    private bool _isFlushed = true;

    public OtlpProviders(TelemetrySettings settings)
    {
        var resource = ResourceBuilder.CreateDefault().AddService(settings.ServiceName, serviceVersion: Execution.SdkVersion.Text);
        Spans = new ActivitySource(RunMetrics.Name, Execution.SdkVersion.Text);
        Metrics = new RunMetrics();
        _traces = OpenTelemetry.Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).SetSampler(new AlwaysOnSampler()).AddSource(RunMetrics.Name)
            .AddOtlpExporter(options => Set(options, settings, "traces", () => OtlpSchema.Traces)).Build();
        _meters = OpenTelemetry.Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter(RunMetrics.Name)
            .AddOtlpExporter(options => Set(options, settings, "metrics", () => OtlpSchema.Metrics)).Build();
        _logs = LoggerFactory.Create(logging => logging.AddOpenTelemetry(options =>
        {
            options.SetResourceBuilder(resource);
            options.IncludeFormattedMessage = true;
#pragma warning disable CA2000 // The logger's provider owns it.
            _logProcessor = new BatchLogRecordExportProcessor(new OtlpLogExporter(LogOptions(settings)));
#pragma warning restore CA2000
            options.AddProcessor(_logProcessor);
        }));
        _log = _logs.CreateLogger(RunMetrics.Name);
    }

    public ActivitySource Spans { get; }

    public RunMetrics Metrics { get; }

    /// <summary>What the exporters said of the collector, or null.</summary>
    public string? Problem => _problems.First;

    /// <summary>Writes a line of a target; the current span is what it belongs to.</summary>
    public void Log(LogLevel level, string target, string text) =>
        _log.Log(level, default, new KeyValuePair<string, object?>[] { new("cicd.pipeline.task.name", target) }, exception: null, (_, _) => text);

    /// <summary>Sends what is left.</summary>
    /// <param name="limit">How long it may take, all of it together.</param>
    /// <returns>Whether it was done in that time.</returns>
    public bool Flush(TimeSpan limit)
    {
        var milliseconds = (int)limit.TotalMilliseconds;
        Task[] flushes = [Task.Run(() => _traces.ForceFlush(milliseconds)), Task.Run(() => _meters.ForceFlush(milliseconds)), Task.Run(() => _logProcessor?.ForceFlush(milliseconds))];
        return _isFlushed = Task.WaitAll(flushes, limit);
    }

    public void Dispose()
    {
        Spans.Dispose();
        Metrics.Dispose();
        _problems.Dispose();

        // An exporter that hangs would be waited for again; the process ends soon, and its threads with it.
        if (!_isFlushed)
            return;

        _traces.Dispose();
        _meters.Dispose();
        _logs.Dispose();
    }

    private static OtlpExporterOptions LogOptions(TelemetrySettings settings)
    {
        var options = new OtlpExporterOptions();
        Set(options, settings, "logs", () => OtlpSchema.Logs);
        return options;
    }

    private static void Set(OtlpExporterOptions options, TelemetrySettings settings, string signal, Func<OtlpMessage> message)
    {
        options.Endpoint = settings.EndpointOf(signal);
        options.Protocol = settings.Protocol;
        options.Headers = settings.Headers;
        options.TimeoutMilliseconds = (int)settings.Timeout.TotalMilliseconds;
        if (!settings.IsJson)
            return;

        // Its own client knows the certificates that OpenTelemetry's variables name.
        var own = options.HttpClientFactory;
        options.HttpClientFactory = () => new HttpClient(new JsonHandler(own(), message())) { Timeout = settings.Timeout };
    }
}
