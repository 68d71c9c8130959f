using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Pipeline.Sdk.Tests;

/// <summary>A receiver of OTLP in this process, on a port that the system chose: over HTTP in Protocol Buffers or JSON, or over gRPC.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly ConcurrentQueue<(string Path, Message Body)> _received = new();
    private readonly ConcurrentQueue<(string Path, JsonElement Body)> _json = new();
    private readonly TaskCompletionSource _release = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Collector(WebApplication application) => _application = application;

    public string Endpoint => _application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    /// <summary>The headers of the last request.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; private set; } = new Dictionary<string, string>();

    public IReadOnlyList<Span> Spans => [.. Of("/v1/traces").SelectMany(body => body.Path(1, 2, 2)).Select(span => new Span(span))];

    /// <summary>Name → points of a metric: histograms, sums.</summary>
    public ILookup<string, Message> Metrics => Of("/v1/metrics").SelectMany(body => body.Path(1, 2, 2)).ToLookup(metric => metric.Text(1));

    public IReadOnlyList<Message> Logs => [.. Of("/v1/logs").SelectMany(body => body.Path(1, 2, 2))];

    public IReadOnlyList<Message> Resources => [.. _received.SelectMany(request => request.Body.Path(1, 1))];

    /// <summary>How many requests came in Protocol Buffers.</summary>
    public int Messages => _received.Count;

    /// <summary>What came as JSON to a path.</summary>
    public IReadOnlyList<JsonElement> JsonOf(string path) => [.. _json.Where(request => request.Path == path).Select(request => request.Body)];

    /// <summary>Starts one.</summary>
    /// <param name="status">What it answers with; over gRPC its own status.</param>
    /// <param name="hangs">Whether it answers only at its end.</param>
    /// <param name="grpc">Whether it speaks gRPC, which is HTTP/2 and nothing else.</param>
    public static async Task<Collector> StartAsync(int status = 200, bool hangs = false, bool grpc = false)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(server => server.Listen(IPAddress.Loopback, 0, endpoint => endpoint.Protocols = grpc ? HttpProtocols.Http2 : HttpProtocols.Http1));
        var application = builder.Build();
        var collector = new Collector(application);
        application.MapPost("/v1/{signal}", async context =>
        {
            var body = await collector.ReadAsync(context);
            if (context.Request.ContentType == "application/json")
            {
                collector._json.Enqueue((context.Request.Path, JsonDocument.Parse(body).RootElement));
                context.Response.ContentType = "application/json";
            }
            else
            {
                Assert.Equal("application/x-protobuf", context.Request.ContentType);
                collector._received.Enqueue((context.Request.Path, new Message(body)));
            }

            if (hangs)
                await collector._release.Task;
            context.Response.StatusCode = status;
            if (context.Response.ContentType is not null)
                await context.Response.WriteAsync("{}");
        });
        application.MapPost("/opentelemetry.proto.collector.{signal}.v1.{service}/Export", async (string signal, HttpContext context) =>
        {
            Assert.Equal(("HTTP/2", "application/grpc"), (context.Request.Protocol, context.Request.ContentType));
            var frame = await collector.ReadAsync(context);
            // gRPC over HTTP/2: one byte says whether it is compressed, four how long the message is.
            Assert.Equal((0, frame.Length - 5), (frame[0], BinaryPrimitives.ReadInt32BigEndian(frame.AsSpan(1))));
            collector._received.Enqueue(($"/v1/{(signal == "trace" ? "traces" : signal)}", new Message(frame.AsSpan(5))));
            context.Response.ContentType = "application/grpc";
            context.Response.DeclareTrailer("grpc-status");
            await context.Response.Body.WriteAsync(new byte[5]);
            context.Response.AppendTrailer("grpc-status", status == 200 ? "0" : $"{status}");
        });
        await application.StartAsync();
        return collector;
    }

    public async ValueTask DisposeAsync()
    {
        _release.TrySetResult();
        await _application.StopAsync();
        await _application.DisposeAsync();
    }

    private async Task<byte[]> ReadAsync(HttpContext context)
    {
        // The server uses its own collection again for the next request.
        Headers = context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        using var body = new MemoryStream();
        await using var plain = context.Request.Headers.ContentEncoding == "gzip" ? new GZipStream(context.Request.Body, CompressionMode.Decompress) : context.Request.Body;
        await plain.CopyToAsync(body);
        return body.ToArray();
    }

    private IEnumerable<Message> Of(string path) => _received.Where(request => request.Path == path).Select(request => request.Body);

    /// <summary>A span of <c>opentelemetry.proto.trace.v1</c>.</summary>
    internal sealed class Span(Message span)
    {
        public string Trace => span.Hex(1);

        public string Id => span.Hex(2);

        public string Parent => span.Hex(4);

        public string Name => span.Text(5);

        /// <summary>1 internal, 2 server.</summary>
        public ulong Kind => span.Number(6);

        public ulong Start => span.Number(7);

        public ulong End => span.Number(8);

        public Dictionary<string, string> Tags => span.Tags(9);

        public bool IsError => span.Messages(15).Any(status => status.Number(3) == 2);
    }
}
