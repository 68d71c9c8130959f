using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Yarp.ReverseProxy.Configuration;

namespace Pipeline.Sdk.LocalHost.Benchmarks;

/// <summary>YARP as its own template sets it up: one route, one destination, nothing else; in a process of its own, as the host is.</summary>
internal sealed class BareYarp(Process process, string url) : IDisposable
{
    public string Url { get; } = url;

    public static BareYarp Start(string destination)
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        var port = ((IPEndPoint)probe.LocalEndpoint).Port;
        probe.Stop();
        var self = typeof(BareYarp).Assembly.Location;
        var process = Process.Start(new ProcessStartInfo("dotnet", ["exec", self, "--bare-yarp", port.ToString(CultureInfo.InvariantCulture), destination]))
            ?? throw new InvalidOperationException("The bare YARP did not start.");
        return new BareYarp(process, $"http://127.0.0.1:{port}");
    }

    public static async Task WaitAsync(string url)
    {
        using var http = new HttpClient();
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri(url), deadline.Token);
                return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(20, deadline.Token);
            }
        }
    }

    public static async Task<int> RunAsync(int port, string destination)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http1));
        builder.Services.AddReverseProxy().LoadFromMemory(
            [new RouteConfig { RouteId = "all", ClusterId = "one", Match = new RouteMatch { Path = "{**rest}" } }],
            [new ClusterConfig { ClusterId = "one", Destinations = new Dictionary<string, DestinationConfig> { ["it"] = new() { Address = destination } } }]);
        var app = builder.Build();
        app.MapReverseProxy();
        await app.RunAsync();
        return 0;
    }

    public void Dispose()
    {
        process.Kill();
        process.WaitForExit();
        process.Dispose();
    }
}
