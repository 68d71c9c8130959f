using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http.Features;
using Pipeline.Sdk.LocalHost.Supervision;
using Yarp.ReverseProxy.Forwarder;

namespace Pipeline.Sdk.LocalHost.Routing;

/// <summary>Sends a request to an instance of the slot that the table gives it, and counts how that went.</summary>
internal sealed class RequestForwarder(Service service, IHttpForwarder forwarder, AccessLog accessLog, int previewPort, TimeProvider time) : IDisposable
{
    private static readonly ForwarderRequestConfig Config = new()
    {
        Version = HttpVersion.Version11,
        VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        // Long polls and quiet WebSockets are the service's business; this only frees what nobody will ever answer.
        ActivityTimeout = TimeSpan.FromMinutes(30),
    };

    // Without TLS there is nothing to agree on a version by, so it is known beforehand.
    private static readonly ForwarderRequestConfig Http2Config = Config with { Version = HttpVersion.Version20 };

    private readonly InstancePicker _picker = new();
    private volatile TrafficTable _table = TrafficTable.Nothing;
    private readonly HttpMessageInvoker _client = new(new SocketsHttpHandler
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        // Shorter than what servers usually keep an idle connection, so that we seldom write to one that is being closed.
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
        EnableMultipleHttp2Connections = true,
        // The client's trace headers pass through untouched.
        ActivityHeadersPropagator = null,
    });

    /// <summary>Which slot gets which request.</summary>
    public TrafficTable Table
    {
        get => _table;
        set => _table = value;
    }

    public async Task HandleAsync(HttpContext context)
    {
        var arrived = time.GetTimestamp();
        var isPreview = context.Connection.LocalPort == previewPort;
        if (Enter(context.Request, isPreview, out var byLot) is not { } slot)
        {
            await ExplainAsync(context, StatusCodes.Status503ServiceUnavailable, isPreview ? $"No release of '{service.Name}' waits beside the live one.\n" : $"No release of '{service.Name}' is live.\n").ConfigureAwait(false);
            return;
        }

        try
        {
            var (instance, answered) = await ForwardAsync(context, slot).ConfigureAwait(false);
            Count(context, slot, byLot, instance, answered, time.GetElapsedTime(arrived).TotalSeconds);
        }
        finally
        {
            slot.Leave();
        }
    }

    public void Dispose() => _client.Dispose();

    private Slot? Enter(HttpRequest request, bool isPreview, out bool byLot)
    {
        while (true)
        {
            (var slot, byLot) = isPreview ? (service.Preview, false) : _table.Pick(request);
            if (slot is null || slot.TryEnter())
                return slot;
        }
    }

    // What a client gave up says nothing of the service, and the length of a WebSocket nothing of its speed.
    private void Count(HttpContext context, Slot slot, bool byLot, Instance? instance, bool answered, double seconds)
    {
        var status = answered ? context.Response.StatusCode : 0;
        if (service.AccessLog)
            accessLog.Add(time.GetUtcNow(), slot.Id, instance?.Id ?? "-", context.Response.StatusCode, seconds, context.Request.Method, context.Request.Path.Value);
        if (context.RequestAborted.IsCancellationRequested)
            return;
        (byLot ? slot.ByLot : slot.Direct).Count(status, answered && status != StatusCodes.Status101SwitchingProtocols ? seconds : -1);
    }

    private async Task<(Instance? Instance, bool Answered)> ForwardAsync(HttpContext context, Slot slot)
    {
        Instance? tried = null;
        Instance? last = null;
        while (_picker.Pick(slot.Instances, tried) is { } instance)
        {
            last = instance;
            var error = await SendAsync(context, slot, instance).ConfigureAwait(false);
            if (error == ForwarderError.None)
                return (instance, true);
            if (context.Response.HasStarted)
                return (instance, false);
            if (tried is not null || error != ForwarderError.Request || !IsRepeatable(context))
                break;
            // Nothing of an answer has been seen, and asking another instance is what the client would do.
            tried = instance;
            context.Response.Clear();
            context.Features.Set<IForwarderErrorFeature>(null);
        }

        if (context.RequestAborted.IsCancellationRequested)
            return (last, false);
        var status = context.Response.StatusCode >= StatusCodes.Status500InternalServerError ? context.Response.StatusCode : StatusCodes.Status502BadGateway;
        await ExplainAsync(context, status, $"No instance of '{service.Name}' answered.\n").ConfigureAwait(false);
        return (last, false);
    }

    private async Task<ForwarderError> SendAsync(HttpContext context, Slot slot, Instance instance)
    {
        instance.Enter();
        try
        {
            var error = await forwarder.SendAsync(context, instance.Address, _client, slot.Spec.Http2 ? Http2Config : Config, HttpTransformer.Default).ConfigureAwait(false);
            if (error == ForwarderError.Request && IsConnectFailure(context.Features.Get<IForwarderErrorFeature>()?.Exception))
                instance.ReportUnreachable();
            else if (error == ForwarderError.None || !context.RequestAborted.IsCancellationRequested)
                instance.ReportOutcome(error == ForwarderError.None);
            return error;
        }
        finally
        {
            instance.Leave();
        }
    }

    private static bool IsConnectFailure(Exception? exception) =>
        exception is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } or { InnerException: SocketException };

    private static bool IsRepeatable(HttpContext context) =>
        (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method))
        && context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody != true
        && !context.RequestAborted.IsCancellationRequested;

    private static Task ExplainAsync(HttpContext context, int status, string text)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        context.Response.Headers.RetryAfter = "1";
        return context.Response.WriteAsync(text);
    }
}
