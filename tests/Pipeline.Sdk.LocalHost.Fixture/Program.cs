using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Pipeline.Sdk.LocalHost.Fixture;

/// <summary>A web service that behaves as its environment variables say.</summary>
internal static class Program
{
    public static async Task<int> Main()
    {
        if (Variable("FIXTURE_DIE") is { } message)
        {
            await Console.Error.WriteLineAsync(message);
            return 42;
        }

        using var ignore = Variable("FIXTURE_IGNORE_TERM") is null ? null : PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => context.Cancel = true);
        var healthy = Variable("FIXTURE_UNHEALTHY") is null;
        var inFlight = 0;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        if (ignore is not null)
            builder.Services.AddSingleton<IHostLifetime, EndlessLifetime>();
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore();
        var port = int.Parse(Variable("PORT") ?? "0", CultureInfo.InvariantCulture);
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, port, listen => listen.Protocols = Variable("FIXTURE_HTTP2") is null ? HttpProtocols.Http1 : HttpProtocols.Http2));
        var app = builder.Build();
        app.UseWebSockets();

        // What the first request said of a trace, and what the last probe did.
        var (firstTrace, probeTrace) = ((string?)null, "");
        app.Use(next => context =>
        {
            Interlocked.CompareExchange(ref firstTrace, Trace(context.Request), null);
            if (context.Request.Path == "/healthz")
                Volatile.Write(ref probeTrace, Trace(context.Request));
            return next(context);
        });
        app.MapGet("/first-trace", (RequestDelegate)(context => context.Response.WriteAsync(Volatile.Read(ref firstTrace) ?? "")));
        app.MapGet("/probe-trace", (RequestDelegate)(context => context.Response.WriteAsync(Volatile.Read(ref probeTrace))));
        app.MapGet("/healthz", (RequestDelegate)(context =>
        {
            context.Response.StatusCode = Volatile.Read(ref healthy) ? 200 : 503;
            return Task.CompletedTask;
        }));
        app.MapGet("/version", (RequestDelegate)(context => context.Response.WriteAsync(
            $$"""{"version":"{{Variable("FIXTURE_VERSION") ?? Variable("PIPELINE_RELEASE_VERSION")}}","digest":"{{Variable("PIPELINE_RELEASE_DIGEST")}}"}""")));
        var errorPercent = Number("FIXTURE_ERROR_PERCENT");
        var delay = Number("FIXTURE_DELAY_MS");
        app.MapGet("/", (RequestDelegate)(async context =>
        {
            if (delay > 0)
                await Task.Delay(TimeSpan.FromMilliseconds(delay));
            if (Random.Shared.NextDouble() * 100 < errorPercent)
                context.Response.StatusCode = 500;
            await context.Response.WriteAsync(Variable("PIPELINE_RELEASE_VERSION") ?? "");
        }));
        app.MapGet("/metrics", (RequestDelegate)(context => context.Response.WriteAsync("# TYPE queue_length gauge\nqueue_length " + (Variable("FIXTURE_QUEUE") ?? "0") + "\n")));
        app.MapGet("/protocol", (RequestDelegate)(async context =>
        {
            await context.Response.WriteAsync(context.Request.Protocol);
            if (context.Response.SupportsTrailers())
                context.Response.AppendTrailer("grpc-status", "0");
        }));
        app.MapGet("/instance", (RequestDelegate)(context => context.Response.WriteAsync(Variable("PIPELINE_INSTANCE") ?? "")));
        app.MapGet("/variable", (RequestDelegate)(context => context.Response.WriteAsync(Variable(context.Request.Query["name"].ToString()) ?? "unset")));
        app.MapGet("/slow", (RequestDelegate)(async context =>
        {
            Interlocked.Increment(ref inFlight);
            await Task.Delay(int.Parse(context.Request.Query["ms"].ToString(), CultureInfo.InvariantCulture));
            await context.Response.WriteAsync(Variable("PIPELINE_RELEASE_VERSION") ?? "");
            Interlocked.Decrement(ref inFlight);
        }));
        app.MapGet("/in-flight", (RequestDelegate)(context => context.Response.WriteAsync(
            Volatile.Read(ref inFlight).ToString(CultureInfo.InvariantCulture))));
        app.MapPost("/unhealthy", (RequestDelegate)(_ =>
        {
            Volatile.Write(ref healthy, false);
            return Task.CompletedTask;
        }));
        app.MapGet("/log", (RequestDelegate)(context =>
        {
            Console.WriteLine(context.Request.Query["text"]);
            return Task.CompletedTask;
        }));
        app.MapPost("/break", (RequestDelegate)(_ =>
        {
            errorPercent = 100;
            return Task.CompletedTask;
        }));
        app.MapPost("/upload", (RequestDelegate)(async context =>
        {
            var buffer = new byte[64 * 1024];
            long total = 0;
            while (await context.Request.Body.ReadAsync(buffer) is > 0 and var read)
                total += read;
            await context.Response.WriteAsync(total.ToString(CultureInfo.InvariantCulture));
        })).Add(endpoint => endpoint.Metadata.Add(new Microsoft.AspNetCore.Mvc.DisableRequestSizeLimitAttribute()));
        app.MapGet("/echo", (RequestDelegate)(async context =>
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            var buffer = new byte[1024];
            var received = await socket.ReceiveAsync(buffer, CancellationToken.None);
            await socket.SendAsync(buffer.AsMemory(0, received.Count), received.MessageType, received.EndOfMessage, CancellationToken.None);
            await socket.CloseAsync(System.Net.WebSockets.WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        }));

        Console.WriteLine("listening on " + port);
        await app.RunAsync();
        return 0;
    }

    private static string Trace(HttpRequest request) => $"{request.Headers.TraceParent} {request.Headers.TraceState}".Trim();

    private static double Number(string name) => double.Parse(Variable(name) ?? "0", CultureInfo.InvariantCulture);

    // FIXTURE_ONLY names the version that behaves as the others say.
    private static string? Variable(string name) =>
        name.StartsWith("FIXTURE_", StringComparison.Ordinal) && Environment.GetEnvironmentVariable("FIXTURE_ONLY") is { } only && only != Environment.GetEnvironmentVariable("PIPELINE_RELEASE_VERSION")
            ? null
            : Environment.GetEnvironmentVariable(name);
}
