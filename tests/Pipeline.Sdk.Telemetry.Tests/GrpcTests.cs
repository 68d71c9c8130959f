namespace Pipeline.Sdk.Tests;

/// <summary><c>OTEL_EXPORTER_OTLP_PROTOCOL=grpc</c>: the exchange with a receiver that speaks HTTP/2 and nothing else.</summary>
public sealed class GrpcTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task Traces_metrics_and_logs_arrive_over_gRPC()
    {
        await using var collector = await Collector.StartAsync(grpc: true);
        _place.Variables = _place.Variables.Add("OTEL_EXPORTER_OTLP_HEADERS", "x-team=delivery");

        var outcome = Run(collector, build => build.Target("Say").Run(run => run.Log.Info("said")));

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        var run = Assert.Single(collector.Spans, span => span.Name == "RUN repository");
        var say = Assert.Single(collector.Spans, span => span.Name == "Say");
        Assert.Equal((run.Trace, run.Id), (say.Trace, say.Parent));
        Assert.Equal("repository", collector.Metrics["cicd.pipeline.run.duration"].Last().Path(9, 1).Single().Tags(9)["cicd.pipeline.name"]);
        Assert.Equal(run.Trace, Assert.Single(collector.Logs, log => log.Messages(5).Single().Text(1) == "said").Hex(9));
        Assert.Equal("delivery", collector.Headers["x-team"]);
    }

    [Fact]
    public async Task A_receiver_that_refuses_by_a_status_of_gRPC_is_a_warning()
    {
        // 7: PERMISSION_DENIED.
        await using var collector = await Collector.StartAsync(status: 7, grpc: true);

        var outcome = Run(collector, build => build.Target("Say").Run(run => run.Log.Info("said")));

        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal(["PIPE0972"], outcome.Codes);
    }

    private Outcome Run(Collector collector, Action<PipelineBuilder> define)
    {
        _place.Variables = _place.Variables.SetItem("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Endpoint).SetItem("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc");
        return _place.Run(define, "Say");
    }
}
