using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Pipeline.Sdk.Telemetry.Json;

namespace Pipeline.Sdk.Tests;

/// <summary><c>OTEL_EXPORTER_OTLP_PROTOCOL=http/json</c>: a collector reads in JSON what another reads in Protocol Buffers.</summary>
public sealed class JsonTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task Traces_arrive_as_JSON_and_say_the_same_as_in_protobuf()
    {
        await using var protobuf = await Collector.StartAsync();
        await using var json = await Collector.StartAsync();
        Run(protobuf, "http/protobuf", "All", "--env", "staging");
        Run(json, "http/json", "All", "--env", "staging");

        Assert.Equal(0, json.Messages);
        var spans = Items(json, "/v1/traces", "resourceSpans", "scopeSpans", "spans");
        Assert.Equal(
            protobuf.Spans.Select(span => $"{span.Name} {span.Kind} {span.IsError} {Lines(span.Tags)}").Order(StringComparer.Ordinal),
            spans.Select(span => $"{Text(span, "name")} {span.GetProperty("kind").GetInt32()} {IsError(span)} {Lines(Tags(span))}").Order(StringComparer.Ordinal));

        var run = Assert.Single(spans, span => Text(span, "name") == "RUN repository");
        Assert.Matches("^[0-9a-f]{32}$", Text(run, "traceId"));
        Assert.Matches("^[0-9a-f]{16}$", Text(run, "spanId"));
        Assert.All(spans, span => Assert.Equal(Text(run, "traceId"), Text(span, "traceId")));
        Assert.Equal(Text(run, "spanId"), Text(Assert.Single(spans, span => Text(span, "name") == "Ask"), "parentSpanId"));
        Assert.All(spans, span => Assert.True(Nanoseconds(run, "startTimeUnixNano") <= Nanoseconds(span, "startTimeUnixNano") && Nanoseconds(span, "endTimeUnixNano") <= Nanoseconds(run, "endTimeUnixNano")));
        Assert.Equal("pipeline", Tags(json.JsonOf("/v1/traces")[0].GetProperty("resourceSpans")[0].GetProperty("resource"))["service.name"]);
    }

    [Fact]
    public async Task Metrics_arrive_as_JSON_and_say_the_same_as_in_protobuf()
    {
        await using var protobuf = await Collector.StartAsync();
        await using var json = await Collector.StartAsync();
        Run(protobuf, "http/protobuf", "Bad");
        Run(json, "http/json", "Bad");

        Assert.Equal(0, json.Messages);
        var metrics = Items(json, "/v1/metrics", "resourceMetrics", "scopeMetrics", "metrics").ToLookup(metric => Text(metric, "name"));
        Assert.Equal(protobuf.Metrics.Select(metric => metric.Key).Order(StringComparer.Ordinal), metrics.Select(metric => metric.Key).Order(StringComparer.Ordinal));

        var expected = protobuf.Metrics["cicd.pipeline.run.duration"].Last().Messages(9).Single();
        var duration = metrics["cicd.pipeline.run.duration"].Last();
        var histogram = duration.GetProperty("histogram");
        var point = histogram.GetProperty("dataPoints")[0];
        Assert.Equal(("s", (int)expected.Number(2)), (Text(duration, "unit"), histogram.GetProperty("aggregationTemporality").GetInt32()));
        Assert.Equal(Lines(expected.Messages(1).Single().Tags(9)), Lines(Tags(point)));
        Assert.Equal(expected.Messages(1).Single().Number(4).ToString(CultureInfo.InvariantCulture), Text(point, "count"));
        Assert.Equal(point.GetProperty("sum").GetDouble(), point.GetProperty("max").GetDouble());

        // One more bucket than bounds, and all that was counted is in them.
        Assert.Equal(point.GetProperty("explicitBounds").GetArrayLength() + 1, point.GetProperty("bucketCounts").GetArrayLength());
        Assert.Equal("1", Assert.Single(point.GetProperty("bucketCounts").EnumerateArray(), count => count.GetString() != "0").GetString());

        var active = metrics["cicd.pipeline.run.active"].Last().GetProperty("sum").GetProperty("dataPoints")[0];
        Assert.Equal("0", Text(active, "asInt"));
        Assert.True(metrics["cicd.pipeline.run.errors"].Last().GetProperty("sum").GetProperty("isMonotonic").GetBoolean());
    }

    [Fact]
    public async Task Logs_arrive_as_JSON_and_say_the_same_as_in_protobuf()
    {
        static void Define(PipelineBuilder build) => build.Target("Say").Run(run =>
        {
            run.Log.Info("plain, with \"quotes\" and ü");
            run.Log.Warn("careful");
        });
        await using var protobuf = await Collector.StartAsync();
        await using var json = await Collector.StartAsync();
        Run(protobuf, "http/protobuf", Define, "Say");
        Run(json, "http/json", Define, "Say");

        Assert.Equal(0, json.Messages);
        var logs = Items(json, "/v1/logs", "resourceLogs", "scopeLogs", "logRecords");
        Assert.Equal(
            protobuf.Logs.Select(log => $"{log.Messages(5).Single().Text(1)} {log.Number(2)} {log.Text(3)} {Lines(log.Tags(6))}"),
            logs.Select(log => $"{Text(log.GetProperty("body"), "stringValue")} {log.GetProperty("severityNumber").GetInt32()} {Text(log, "severityText")} {Lines(Tags(log))}"));
        var attempt = Assert.Single(Items(json, "/v1/traces", "resourceSpans", "scopeSpans", "spans"), span => Text(span, "name") == "attempt 1");
        Assert.All(logs, log => Assert.Equal((Text(attempt, "traceId"), Text(attempt, "spanId")), (Text(log, "traceId"), Text(log, "spanId"))));
    }

    [Fact]
    public async Task A_collector_that_refuses_JSON_is_a_warning()
    {
        await using var collector = await Collector.StartAsync(status: 415);

        var outcome = Send(collector, "http/json", Sample.Define, "Test");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal(["PIPE0972"], outcome.Codes);
    }

    [Fact]
    public async Task What_the_exporter_compressed_is_sent_compressed_with_the_exporters_headers()
    {
        await using var collector = await Collector.StartAsync();
        using var client = new HttpClient(new JsonHandler(new HttpClient(), OtlpSchema.Traces));
        using var body = new ByteArrayContent(Compressed([0x0a, 0x03, 0x1a, 0x01, 0x78]));
        body.Headers.ContentEncoding.Add("gzip");
        using var request = new HttpRequestMessage(HttpMethod.Post, collector.Endpoint + "/v1/traces") { Content = body };
        request.Headers.Add("x-team", "delivery");

        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.True(answer.IsSuccessStatusCode);
        Assert.Equal("""{"resourceSpans":[{"schemaUrl":"x"}]}""", Assert.Single(collector.JsonOf("/v1/traces")).GetRawText());
        Assert.Equal(("gzip", "delivery"), (collector.Headers["Content-Encoding"], collector.Headers["x-team"]));
    }

    private static byte[] Compressed(byte[] bytes)
    {
        using var result = new MemoryStream();
        using (var gzip = new GZipStream(result, CompressionMode.Compress))
            gzip.Write(bytes);
        return result.ToArray();
    }

    private void Run(Collector collector, string protocol, params string[] arguments) => Run(collector, protocol, Sample.Define, arguments);

    private void Run(Collector collector, string protocol, Action<PipelineBuilder> define, params string[] arguments) =>
        Assert.DoesNotContain(Send(collector, protocol, define, arguments).Codes, code => code.StartsWith("PIPE097", StringComparison.Ordinal));

    private Outcome Send(Collector collector, string protocol, Action<PipelineBuilder> define, params string[] arguments)
    {
        _place.Variables = _place.Variables.SetItem("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Endpoint).SetItem("OTEL_EXPORTER_OTLP_PROTOCOL", protocol);
        return _place.Run(define, arguments);
    }

    private static List<JsonElement> Items(Collector collector, string path, string resources, string scopes, string items) =>
        [.. collector.JsonOf(path).SelectMany(body => body.GetProperty(resources).EnumerateArray()).SelectMany(resource => resource.GetProperty(scopes).EnumerateArray()).SelectMany(scope => scope.GetProperty(items).EnumerateArray())];

    private static string Text(JsonElement item, string name) => item.GetProperty(name).GetString() ?? "";

    private static long Nanoseconds(JsonElement item, string name) => long.Parse(Text(item, name), CultureInfo.InvariantCulture);

    private static bool IsError(JsonElement span) => span.TryGetProperty("status", out var status) && status.TryGetProperty("code", out var code) && code.GetInt32() == 2;

    private static Dictionary<string, string> Tags(JsonElement item) => item.GetProperty("attributes").EnumerateArray().ToDictionary(
        tag => Text(tag, "key"),
        tag => tag.GetProperty("value") is var value && value.TryGetProperty("stringValue", out var text) ? text.GetString() ?? "" : Text(value, "intValue"),
        StringComparer.Ordinal);

    // Each run has an id of its own.
    private static string Lines(Dictionary<string, string> tags) =>
        string.Join(", ", tags.Where(tag => !tag.Key.EndsWith("run.id", StringComparison.Ordinal)).OrderBy(tag => tag.Key, StringComparer.Ordinal).Select(tag => $"{tag.Key}={tag.Value}"));
}
