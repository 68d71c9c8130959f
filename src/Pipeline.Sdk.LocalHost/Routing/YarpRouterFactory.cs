using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Pipeline.Sdk.LocalHost.Supervision;
using Yarp.ReverseProxy.Forwarder;

namespace Pipeline.Sdk.LocalHost.Routing;

/// <summary>Routes in this process, with Kestrel in front and YARP's forwarder behind. A server for each service: a port comes, goes or fails without touching the other services.</summary>
internal sealed class YarpRouterFactory : ITrafficRouterFactory
{
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(5);

    public async Task<ITrafficRouter> StartAsync(Service service, int port, SupervisionTools tools)
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
        var forwarder = new RequestForwarder(service, application.Services.GetRequiredService<IHttpForwarder>(), accessLog, preview, tools.Time) { Table = service.Table };
        application.Run(forwarder.HandleAsync);
        var router = new YarpRouter(application, forwarder, accessLog, certificate) { Port = port, PreviewPort = preview };
        try
        {
            await application.StartAsync().ConfigureAwait(false);
            return router;
        }
        catch (Exception exception)
        {
            await router.DisposeAsync().ConfigureAwait(false);
            if (exception is IOException { InnerException: AddressInUseException })
                throw new LocalHostException(HostErrors.PortTaken(service.Name, port, PortHolder.Find(port)), exception);
            throw;
        }
    }
}
