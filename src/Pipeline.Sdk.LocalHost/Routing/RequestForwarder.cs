using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http.Features;
using Pipeline.Sdk.LocalHost.Supervision;
using Yarp.ReverseProxy.Forwarder;

namespace Pipeline.Sdk.LocalHost.Routing;

/// <summary>Sends a request to an instance of the live slot.</summary>
internal sealed class RequestForwarder(Service service, IHttpForwarder forwarder) : IDisposable
{
    private static readonly ForwarderRequestConfig Config = new()
    {
        Version = HttpVersion.Version11,
        VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        // Long polls and quiet WebSockets are the service's business; this only frees what nobody will ever answer.
        ActivityTimeout = TimeSpan.FromMinutes(30),
    };

    private readonly InstancePicker _picker = new();
    private readonly HttpMessageInvoker _client = new(new SocketsHttpHandler
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        // Shorter than what servers usually keep an idle connection, so that we seldom write to one that is being closed.
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
        // The client's trace headers pass through untouched.
        ActivityHeadersPropagator = null,
    });

    public async Task HandleAsync(HttpContext context)
    {
        if (Enter() is not { } slot)
        {
            await ExplainAsync(context, StatusCodes.Status503ServiceUnavailable, $"No release of '{service.Name}' is live.\n").ConfigureAwait(false);
            return;
        }

        try
        {
            await ForwardAsync(context, slot).ConfigureAwait(false);
        }
        finally
        {
            slot.Leave();
        }
    }

    public void Dispose() => _client.Dispose();

    private Slot? Enter()
    {
        while (service.Live is { } slot)
        {
            if (slot.TryEnter())
                return slot;
        }

        return null;
    }

    private async Task ForwardAsync(HttpContext context, Slot slot)
    {
        Instance? tried = null;
        while (_picker.Pick(slot.Instances, tried) is { } instance)
        {
            var error = await SendAsync(context, instance).ConfigureAwait(false);
            if (error == ForwarderError.None || context.Response.HasStarted)
                return;
            if (tried is not null || error != ForwarderError.Request || !IsRepeatable(context))
                break;
            // Nothing of an answer has been seen, and asking another instance is what the client would do.
            tried = instance;
            context.Response.Clear();
            context.Features.Set<IForwarderErrorFeature>(null);
        }

        if (context.RequestAborted.IsCancellationRequested)
            return;
        var status = context.Response.StatusCode >= StatusCodes.Status500InternalServerError ? context.Response.StatusCode : StatusCodes.Status502BadGateway;
        await ExplainAsync(context, status, $"No instance of '{service.Name}' answered.\n").ConfigureAwait(false);
    }

    private async Task<ForwarderError> SendAsync(HttpContext context, Instance instance)
    {
        instance.Enter();
        try
        {
            var error = await forwarder.SendAsync(context, instance.Address, _client, Config, HttpTransformer.Default).ConfigureAwait(false);
            if (error == ForwarderError.Request && IsConnectFailure(context.Features.Get<IForwarderErrorFeature>()?.Exception))
                instance.ReportUnreachable();
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
