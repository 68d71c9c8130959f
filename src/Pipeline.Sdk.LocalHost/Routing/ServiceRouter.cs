using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Pipeline.Sdk.LocalHost.Logging;
using Pipeline.Sdk.LocalHost.Supervision;
using Yarp.ReverseProxy.Forwarder;

namespace Pipeline.Sdk.LocalHost.Routing;

/// <summary>The listener of one service. A server of its own: a port comes, goes or fails without touching the other services.</summary>
internal sealed class ServiceRouter : IAsyncDisposable
{
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(5);
    private readonly WebApplication _application;
    private readonly RequestForwarder _forwarder;

    private ServiceRouter(WebApplication application, RequestForwarder forwarder, int port) =>
        (_application, _forwarder, Port) = (application, forwarder, port);

    public int Port { get; }

    /// <exception cref="LocalHostException">The port is taken.</exception>
    public static async Task<ServiceRouter> StartAsync(Service service, int port, HostLog log)
    {
        var builder = BareServer.Create(log, options => options.Listen(IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http1));
        builder.Services.AddHttpForwarder();
        builder.Services.Configure<Microsoft.Extensions.Hosting.HostOptions>(options => options.ShutdownTimeout = CloseTimeout);
        var application = builder.Build();
        var forwarder = new RequestForwarder(service, application.Services.GetRequiredService<IHttpForwarder>());
        application.Run(forwarder.HandleAsync);
        try
        {
            await application.StartAsync().ConfigureAwait(false);
            return new ServiceRouter(application, forwarder, port);
        }
        catch (Exception exception)
        {
            forwarder.Dispose();
            await application.DisposeAsync().ConfigureAwait(false);
            if (exception is IOException { InnerException: AddressInUseException })
                throw new LocalHostException(HostErrors.PortTaken(service.Name, port, PortHolder.Find(port)), exception);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync().ConfigureAwait(false);
        await _application.DisposeAsync().ConfigureAwait(false);
        _forwarder.Dispose();
    }
}
