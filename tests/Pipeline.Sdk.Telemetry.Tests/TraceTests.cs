using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using CliWrap;
using CliWrap.Buffered;

namespace Pipeline.Sdk.Tests;

/// <summary>A run as a trace: what a collector receives of it, and what it costs when there is none, or a bad one.</summary>
public sealed class TraceTests : IDisposable
{
    private const string Parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task A_run_is_one_trace_with_a_span_for_each_target_each_try_and_each_program()
    {
        await using var collector = await Collector.StartAsync();
        var outcome = Run(collector, Sample.Define, "All", "--env", "staging");

        Assert.Equal("", outcome.Error);
        var spans = collector.Spans;
        var run = Assert.Single(spans, span => span.Name == "RUN repository");
        Assert.All(spans, span => Assert.Equal(run.Trace, span.Trace));
        Assert.Equal("", run.Parent);
        Assert.Equal(2UL, run.Kind);
        Assert.Equal(("repository", "RUN", "success", "staging"), (run.Tags["cicd.pipeline.name"], run.Tags["cicd.pipeline.action.name"], run.Tags["cicd.pipeline.result"], run.Tags["deployment.environment.name"]));
        Assert.Equal(Environment.MachineName, run.Tags["cicd.worker.name"]);

        var ask = Assert.Single(spans, span => span.Name == "Ask");
        Assert.Equal((run.Id, 1UL), (ask.Parent, ask.Kind));
        Assert.Equal(("Ask", "success", $"{run.Tags["cicd.pipeline.run.id"]}/Ask"), (ask.Tags["cicd.pipeline.task.name"], ask.Tags["cicd.pipeline.task.run.result"], ask.Tags["cicd.pipeline.task.run.id"]));
        var attempts = spans.Where(span => span.Parent == ask.Id).OrderBy(span => span.Start).ToList();
        Assert.Equal(["attempt 1", "attempt 2"], attempts.Select(span => span.Name));
        Assert.Equal([true, false], attempts.Select(span => span.IsError));
        Assert.Equal("System.InvalidOperationException", attempts[0].Tags["error.type"]);
        var git = Assert.Single(spans, span => span.Name == "git");
        Assert.Equal((attempts[1].Id, "git", "0"), (git.Parent, git.Tags["process.executable.name"], git.Tags["process.exit.code"]));
        Assert.True(run.Start <= ask.Start && ask.Start <= git.Start && git.End <= ask.End && ask.End <= run.End);

        Assert.Equal("test", Assert.Single(spans, span => span.Name == "Test").Tags["cicd.pipeline.task.type"]);
        Assert.Equal("deploy", Assert.Single(spans, span => span.Name == "Deploy").Tags["cicd.pipeline.task.type"]);
        Assert.Equal("skip", Assert.Single(spans, span => span.Name == "Never").Tags["cicd.pipeline.task.run.result"]);
    }

    [Fact]
    public async Task Metrics_have_the_names_of_the_convention_and_the_resource_has_the_services()
    {
        await using var collector = await Collector.StartAsync();
        Run(collector, Sample.Define, "Bad");

        var duration = collector.Metrics["cicd.pipeline.run.duration"].Last();
        Assert.Equal("s", duration.Text(3));
        var point = duration.Path(9, 1).Single();
        Assert.Equal(1UL, point.Number(4));
        Assert.Equal(("repository", "failure", "TEST0001"), (point.Tags(9)["cicd.pipeline.name"], point.Tags(9)["cicd.pipeline.result"], point.Tags(9)["error.type"]));
        Assert.Equal("TEST0001", collector.Metrics["cicd.pipeline.run.errors"].Last().Path(7, 1).Single().Tags(7)["error.type"]);
        Assert.Equal(0UL, collector.Metrics["cicd.pipeline.run.active"].Last().Path(7, 1).Single().Number(6));
        Assert.All(collector.Resources, resource => Assert.Equal("pipeline", resource.Tags(1)["service.name"]));
        Assert.Equal("failure", Assert.Single(collector.Spans, span => span.Name == "RUN repository").Tags["cicd.pipeline.result"]);
    }

    [Fact]
    public async Task Lines_are_logs_of_the_try_that_wrote_them_and_secrets_are_masked()
    {
        await using var collector = await Collector.StartAsync();
        _place.Variables = _place.Variables.Add("PIPELINE_KEY", "hunter2hunter2");
        Run(collector, build =>
        {
            var key = build.Secret("key", "A key");
            build.Target("Say").Needs(key).Run(async (run, secret) =>
            {
                run.Log.Info("the key is " + secret.Reveal());
                await run.Tool("git", "hash-object", "--stdin", "-t", secret.Reveal());
            });
        }, "Say");

        var log = Assert.Single(collector.Logs, log => log.Messages(5).Single().Text(1) == "the key is ***");
        var attempt = Assert.Single(collector.Spans, span => span.Name == "attempt 1");
        Assert.Equal((attempt.Trace, attempt.Id), (log.Hex(9), log.Hex(10)));
        Assert.Contains("git hash-object --stdin -t ***", Assert.Single(collector.Spans, span => span.Name == "git").Tags["process.command_line"], StringComparison.Ordinal);
        Assert.DoesNotContain(collector.Spans, span => span.Tags.Values.Any(value => value.Contains("hunter2", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_trace_goes_on_from_whoever_started_the_run_to_programs_and_to_requests()
    {
        await using var collector = await Collector.StartAsync();
        await using var service = await Collector.StartAsync();
        _place.Variables = _place.Variables.Add("TRACEPARENT", Parent);
        Run(collector, build => build.Target("Pass").Run(async run =>
        {
            var said = await run.Tool(OperatingSystem.IsWindows() ? new ToolCommand("cmd", ["/c", "echo %TRACEPARENT%"]) : new ToolCommand("sh", ["-c", "echo $TRACEPARENT"]));
            _place.Ran.Enqueue(said.StandardOutput.Trim());
            using var client = new HttpClient();
            using var body = new ByteArrayContent([]);
            body.Headers.ContentType = new("application/x-protobuf");
            using var answer = await client.PostAsync(new Uri(service.Endpoint + "/v1/traces"), body, run.CancellationToken);
        }), "Pass");

        var run = Assert.Single(collector.Spans, span => span.Name == "RUN repository");
        Assert.Equal(("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"), (run.Trace, run.Parent));
        var program = Assert.Single(collector.Spans, span => span.Name is "sh" or "cmd");
        Assert.Equal($"00-{program.Trace}-{program.Id}-01", Assert.Single(_place.Ran));
        Assert.StartsWith("00-0af7651916cd43dd8448eb211c80319c-", service.Headers["traceparent"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headers_go_with_every_request()
    {
        await using var collector = await Collector.StartAsync();
        _place.Variables = _place.Variables.Add("OTEL_EXPORTER_OTLP_HEADERS", "x-team=delivery");
        Run(collector, Sample.Define, "Test");

        Assert.Equal("delivery", collector.Headers["x-team"]);
    }

    [Fact]
    public void A_dead_collector_is_a_warning_and_costs_no_more_than_a_bounded_time()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();

        var started = Stopwatch.GetTimestamp();
        var outcome = Run($"http://127.0.0.1:{port}", Sample.Define, "Test");

        Assert.Equal(0, outcome.ExitCode);
        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(15));
        Assert.Contains("PIPE0972", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_collector_that_does_not_answer_is_not_waited_for()
    {
        await using var collector = await Collector.StartAsync(hangs: true);

        var started = Stopwatch.GetTimestamp();
        var outcome = Run(collector, Sample.Define, "Test");

        Assert.Equal(0, outcome.ExitCode);
        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(15), $"{Stopwatch.GetElapsedTime(started)}");
        Assert.Equal(["PIPE0973"], outcome.Codes);
    }

    [Fact]
    public async Task A_collector_that_refuses_is_a_warning()
    {
        await using var collector = await Collector.StartAsync(status: 403);

        var outcome = Run(collector, Sample.Define, "Test");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal(["PIPE0972"], outcome.Codes);
    }

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "127.0.0.1:4318", "PIPE0970")]
    [InlineData("OTEL_EXPORTER_OTLP_PROTOCOL", "http/yaml", "PIPE0971")]
    public void What_cannot_be_used_is_a_warning_and_the_run_goes_on(string variable, string value, string code)
    {
        _place.Variables = _place.Variables.SetItem("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1").SetItem(variable, value);

        var outcome = _place.Run(Sample.Define, "Test");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal([code], outcome.Codes);
    }

    [Fact]
    public async Task Nothing_of_it_is_loaded_without_an_endpoint()
    {
        // A process of its own, from its own folder: in this one everything is loaded, and the web framework beside it stands in for packages.
        var here = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var fixture = Path.Combine(here.Parent?.Parent?.FullName ?? "", "Pipeline.Sdk.Telemetry.Fixture", here.Name, "Pipeline.Sdk.Telemetry.Fixture.dll");
        Assert.Equal("", await Loaded(fixture, endpoint: null));
        Assert.Contains("OpenTelemetry.Exporter.OpenTelemetryProtocol", await Loaded(fixture, "http://127.0.0.1:1"), StringComparison.Ordinal);
    }

    [Fact]
    public void Telemetry_can_be_switched_off()
    {
        _place.Variables = _place.Variables.Add("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1").Add("OTEL_SDK_DISABLED", "true");

        Assert.Equal("", _place.Run(Sample.Define, "Test").Error);
    }

    private async Task<string> Loaded(string fixture, string? endpoint)
    {
        var result = await Cli.Wrap("dotnet").WithArguments([fixture, "Say"]).WithEnvironmentVariables(variables => variables.Set("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint).Set("PIPELINE_ROOT", _place.Root)).WithValidation(CommandResultValidation.None).ExecuteBufferedAsync();
        Assert.True(result.ExitCode == 0, result.StandardOutput + result.StandardError);
        return result.StandardOutput.Split('\n').Single(line => line.StartsWith("loaded:", StringComparison.Ordinal))["loaded:".Length..].Trim();
    }

    private Outcome Run(Collector collector, Action<PipelineBuilder> define, params string[] arguments) => Run(collector.Endpoint, define, arguments);

    private Outcome Run(string endpoint, Action<PipelineBuilder> define, params string[] arguments)
    {
        _place.Variables = _place.Variables.SetItem("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint);
        return _place.Run(define, arguments);
    }
}
