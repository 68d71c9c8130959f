using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Pipeline.Sdk.LocalHost.Logging;
using Pipeline.Sdk.LocalHost.Routing;
using Pipeline.Sdk.LocalHost.Supervision;

namespace Pipeline.Sdk.LocalHost.Control;

/// <summary>The router's own <c>/metrics</c>, on a port of its own: every path of the service's port is the service's.</summary>
internal sealed class AdminServer(ServiceRegistry registry, HostLog log) : IAsyncDisposable
{
    private const int Tries = 20;
    private WebApplication? _application;

    /// <summary>Its address, or empty while it does not listen.</summary>
    public string Url { get; private set; } = "";

    /// <summary>Listens on the port of last time, or on another one when that is taken; without one the host works all the same.</summary>
    public async Task StartAsync()
    {
        for (var i = 0; i < Tries; i++)
        {
            var port = i == 0 && registry.AdminPort != 0 ? registry.AdminPort : PortFinder.Next(registry.TakenPorts());
            if (!await TryListenAsync(port).ConfigureAwait(false))
                continue;
            registry.AdminPort = port;
            Url = $"http://127.0.0.1:{port}";
            return;
        }

        log.Warning("admin-port-missing");
    }

    public async ValueTask DisposeAsync()
    {
        if (_application is not { } application)
            return;
        await application.StopAsync().ConfigureAwait(false);
        await application.DisposeAsync().ConfigureAwait(false);
    }

    private async Task<bool> TryListenAsync(int port)
    {
        var builder = BareServer.Create(log, options => options.Listen(IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http1));
        var application = builder.Build();
        application.Run(context =>
        {
            if (context.Request.Path == "/metrics")
            {
                context.Response.ContentType = "text/plain; version=0.0.4; charset=utf-8";
                return context.Response.WriteAsync(MetricsText.Write(registry.Services));
            }

            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return context.Response.WriteAsync("The router's figures are at /metrics.\n");
        });
        try
        {
            await application.StartAsync().ConfigureAwait(false);
            _application = application;
            return true;
        }
        catch (IOException)
        {
            await application.DisposeAsync().ConfigureAwait(false);
            return false;
        }
    }
}
