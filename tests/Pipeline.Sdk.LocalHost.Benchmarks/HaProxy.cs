using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Pipeline.Sdk.LocalHost.Benchmarks;

/// <summary>HAProxy as Debian brings it, with one frontend and one backend, in a process of its own: the figure that everybody knows.</summary>
internal sealed class HaProxy(Process process, string folder, string url) : IDisposable
{
    public const string Program = "/usr/sbin/haproxy";

    public string Url { get; } = url;

    public static HaProxy Start(string destination)
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        var port = ((IPEndPoint)probe.LocalEndpoint).Port;
        probe.Stop();
        var folder = Directory.CreateTempSubdirectory("haproxy-").FullName;
        var file = Path.Combine(folder, "haproxy.cfg");

        // Connections to the instance are kept, as both others do; a health check asks what the host's asks.
        File.WriteAllText(file, string.Create(CultureInfo.InvariantCulture, $"""
            global
                maxconn 2000
            defaults
                mode http
                timeout connect 5s
                timeout client 30s
                timeout server 30s
                option httpchk GET /healthz
                http-reuse always
            frontend all
                bind 127.0.0.1:{port}
                default_backend one
            backend one
                server it {new Uri(destination).Authority} check inter 500ms

            """));
        var process = Process.Start(new ProcessStartInfo(Program, ["-db", "-f", file])) ?? throw new InvalidOperationException("HAProxy did not start.");
        return new HaProxy(process, folder, $"http://127.0.0.1:{port}");
    }

    /// <summary>The version, as HAProxy says it.</summary>
    public static string Version()
    {
        using var asked = Process.Start(new ProcessStartInfo(Program, ["-v"]) { RedirectStandardOutput = true }) ?? throw new InvalidOperationException("HAProxy did not start.");
        var text = asked.StandardOutput.ReadToEnd();
        asked.WaitForExit();
        return string.Join(' ', text.Split('\n')[0].Split(' ').Take(3));
    }

    public void Dispose()
    {
        process.Kill(entireProcessTree: true);
        process.WaitForExit();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
