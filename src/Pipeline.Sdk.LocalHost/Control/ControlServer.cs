using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Pipeline.Sdk.LocalHost.Logging;

namespace Pipeline.Sdk.LocalHost.Control;

/// <summary>Takes orders on the Unix socket, from the host's own user only.</summary>
internal sealed class ControlServer(string socketPath, ControlEndpoints endpoints, HostLog log, TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(1);
    private WebApplication? _application;

    public async Task StartAsync()
    {
        SocketFolder.Ensure(Path.GetDirectoryName(socketPath) ?? "/");
        // We hold the state folder's lock: whoever listened here before is dead.
        File.Delete(socketPath);
        var builder = BareServer.Create(log, options => options.ListenUnixSocket(socketPath, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            listen.Use(next => connection => IsAllowed(connection.Features.Get<IConnectionSocketFeature>()) ? next(connection) : Task.CompletedTask);
        }));
        builder.Services.AddRoutingCore();
        builder.Services.Configure<Microsoft.Extensions.Hosting.HostOptions>(options => options.ShutdownTimeout = CloseTimeout);
        _application = builder.Build();
        endpoints.Map(_application);
        await _application.StartAsync().ConfigureAwait(false);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(socketPath, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    /// <summary>Listens again when the socket's file was taken away: runtime folders are emptied at log-out, temporary ones by age.</summary>
    public async Task KeepSocketAsync(CancellationToken stop)
    {
        while (true)
        {
            await Task.Delay(LookInterval, time, stop).ConfigureAwait(false);
            if (File.Exists(socketPath))
                continue;
            try
            {
                await DisposeAsync().ConfigureAwait(false);
                await StartAsync().ConfigureAwait(false);
                log.Warning("socket-restored", ("socket", socketPath));
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // The traffic flows without the socket; the next turn tries again.
                log.Error("socket-lost", exception, ("socket", socketPath));
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _application, null) is not { } application)
            return;
        await application.StopAsync().ConfigureAwait(false);
        await application.DisposeAsync().ConfigureAwait(false);
        File.Delete(socketPath);
    }

    private bool IsAllowed(IConnectionSocketFeature? feature)
    {
        if (feature is not null && SocketPeer.IsSameUser(feature.Socket))
            return true;
        log.Warning(HostErrors.PeerRefused(feature is null ? -1 : SocketPeer.User(feature.Socket)));
        return false;
    }
}
