using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace Pipeline.Sdk.Delivery.Tests;

/// <summary>Listens where a dashboard would, and keeps what it is told.</summary>
internal sealed class StandInDashboard : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Task _loop;

    public StandInDashboard(int? port = null)
    {
        Port = port ?? FreePort();
        _listener.Prefixes.Add(Url + "/");
        _listener.Start();
        _loop = ListenAsync();
    }

    public int Port { get; }

    public string Url => $"http://127.0.0.1:{Port}";

    /// <summary>What it answers.</summary>
    public int Status { get; set; } = 200;

    public ConcurrentQueue<Report> Reports { get; } = new();

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _loop;
    }

    /// <summary>A port that nobody listens on.</summary>
    public static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private async Task ListenAsync()
    {
        try
        {
            while (true)
            {
                var context = await _listener.GetContextAsync();
                using var body = await JsonDocument.ParseAsync(context.Request.InputStream);
                Reports.Enqueue(new Report(
                    $"{context.Request.HttpMethod} {context.Request.Url?.AbsolutePath}",
                    context.Request.Headers["Authorization"],
                    context.Request.ContentType,
                    body.RootElement.Clone()));
                context.Response.StatusCode = Status;
                await context.Response.OutputStream.WriteAsync("the answer"u8.ToArray());
                context.Response.Close();
            }
        }
        catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
        {
            // It was closed.
        }
    }
}

/// <summary>One thing that the dashboard was told.</summary>
internal sealed record Report(string Request, string? Authorization, string? ContentType, JsonElement Body);
