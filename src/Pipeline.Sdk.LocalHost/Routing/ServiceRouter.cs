using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Pipeline.Sdk.LocalHost.Supervision;
using Yarp.ReverseProxy.Forwarder;

namespace Pipeline.Sdk.LocalHost.Routing;

/// <summary>The listener of one service. A server of its own: a port comes, goes or fails without touching the other services.</summary>
internal sealed class ServiceRouter : IAsyncDisposable
{
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(5);
    private readonly WebApplication _application;
    private readonly RequestForwarder _forwarder;

    private readonly AccessLog _accessLog;
    private readonly RouterCertificate? _certificate;

    private ServiceRouter(WebApplication application, RequestForwarder forwarder, AccessLog accessLog, RouterCertificate? certificate, int port) =>
        (_application, _forwarder, _accessLog, _certificate, Port) = (application, forwarder, accessLog, certificate, port);

    public int Port { get; }

    /// <exception cref="LocalHostException">The port is taken.</exception>
    public static async Task<ServiceRouter> StartAsync(Service service, int port, SupervisionTools tools)
    {
        var preview = service.PreviewPort != 0 && PortFinder.IsFree(service.PreviewPort) ? service.PreviewPort : PortFinder.Next(new HashSet<int> { port });
        var certificate = service.Tls is { } tls ? new RouterCertificate(service.Name, tls, tools) : null;
        var builder = BareServer.Create(tools.Log, options =>
        {
            options.Listen(IPAddress.Loopback, port, listen =>
            {
                listen.Protocols = certificate is null ? HttpProtocols.Http1 : HttpProtocols.Http1AndHttp2;
                if (certificate is not null)
                    listen.UseHttps(https => https.ServerCertificateSelector = (_, _) => certificate.Current());
            });
            options.Listen(IPAddress.Loopback, preview, listen => listen.Protocols = HttpProtocols.Http1);
        });
        builder.Services.AddHttpForwarder();
        builder.Services.Configure<Microsoft.Extensions.Hosting.HostOptions>(options => options.ShutdownTimeout = CloseTimeout);
        var application = builder.Build();
        var accessLog = new AccessLog(Path.Combine(tools.Folder, $"access-{service.Name}.log"), tools.Log);
        var forwarder = new RequestForwarder(service, application.Services.GetRequiredService<IHttpForwarder>(), accessLog, preview, tools.Time);
        application.Run(forwarder.HandleAsync);
        try
        {
            await application.StartAsync().ConfigureAwait(false);
            service.PreviewPort = preview;
            return new ServiceRouter(application, forwarder, accessLog, certificate, port);
        }
        catch (Exception exception)
        {
            forwarder.Dispose();
            await accessLog.DisposeAsync().ConfigureAwait(false);
            certificate?.Dispose();
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
        await _accessLog.DisposeAsync().ConfigureAwait(false);
        _certificate?.Dispose();
    }
}
