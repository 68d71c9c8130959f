namespace Pipeline.Sdk.LocalHost.Routing;

/// <summary>The router of one service in this process.</summary>
internal sealed class YarpRouter(WebApplication application, RequestForwarder forwarder, AccessLog accessLog, RouterCertificate? certificate) : ITrafficRouter
{
    public required int Port { get; init; }

    public required int PreviewPort { get; init; }

    // One write of one reference, which the next request sees.
    public void Route(TrafficTable table) => forwarder.Table = table;

    public async ValueTask DisposeAsync()
    {
        await application.StopAsync().ConfigureAwait(false);
        await application.DisposeAsync().ConfigureAwait(false);
        forwarder.Dispose();
        await accessLog.DisposeAsync().ConfigureAwait(false);
        certificate?.Dispose();
    }
}
