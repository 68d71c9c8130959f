using System.Net;
using System.Net.Sockets;

namespace Pipeline.Sdk.EndToEnd.Tests;

/// <summary>From the CI job that started the run to the first request of the service that it deployed: one trace.</summary>
public sealed class TraceTests
{
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";
    private const string Parent = $"00-{Trace}-b7ad6b7169203331-01";

    [Fact]
    public async Task A_deployed_service_and_its_first_request_are_part_of_the_trace_of_the_run()
    {
        await using var stage = new Stage();
        stage.LayOutRelease("1.0.0");

        // Nobody has to listen: what a service is told does not depend on the collector.
        var outcome = (await stage.DeployAsync("1.0.0", ("OTEL_EXPORTER_OTLP_ENDPOINT", $"http://127.0.0.1:{FreePort()}"), ("TRACEPARENT", Parent), ("TRACESTATE", "vendor=1"))).MustBe(0);
        var url = Stage.UrlOf(outcome);

        var told = await Stage.GetAsync(url + "/variable?name=TRACEPARENT");
        Assert.StartsWith($"00-{Trace}-", told, StringComparison.Ordinal);
        Assert.NotEqual(Parent, told);
        Assert.Equal("vendor=1", await Stage.GetAsync(url + "/variable?name=TRACESTATE"));
        Assert.Equal($"{told} vendor=1", await Stage.GetAsync(url + "/first-trace"));
    }

    [Fact]
    public async Task A_service_of_a_run_that_is_not_traced_is_told_of_no_trace()
    {
        await using var stage = new Stage();
        stage.LayOutRelease("1.0.0");

        var url = Stage.UrlOf((await stage.DeployAsync("1.0.0")).MustBe(0));

        Assert.Equal("unset", await Stage.GetAsync(url + "/variable?name=TRACEPARENT"));
        Assert.Equal("", await Stage.GetAsync(url + "/first-trace"));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
