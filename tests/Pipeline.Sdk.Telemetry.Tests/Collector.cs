using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Pipeline.Sdk.Tests;

/// <summary>A receiver of OTLP over HTTP in this process, on a port that the system chose.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly ConcurrentQueue<(string Path, Message Body)> _received = new();
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

    /// <summary>Starts one.</summary>
    /// <param name="status">What it answers with.</param>
    /// <param name="hangs">Whether it answers only at its end.</param>
    public static async Task<Collector> StartAsync(int status = 200, bool hangs = false)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var application = builder.Build();
        var collector = new Collector(application);
        application.MapPost("/v1/{signal}", async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            // The server uses its own collection again for the next request.
            collector.Headers = context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
            Assert.Equal("application/x-protobuf", context.Request.ContentType);
            collector._received.Enqueue((context.Request.Path, new Message(body.ToArray())));
            if (hangs)
                await collector._release.Task;
            context.Response.StatusCode = status;
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
