using System.Net;
using System.Net.Sockets;

namespace Pipeline.Sdk.Execution.Tests;

/// <summary>A CI system's agent: takes requests on 127.0.0.1 and keeps what they say.</summary>
internal sealed class StandInAgent : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Task _work;
    private readonly HttpStatusCode _answer;
    private readonly StringWriter _taken = new() { NewLine = "\n" };

    public StandInAgent(HttpStatusCode answer = HttpStatusCode.NoContent)
    {
        _answer = answer;
        Address = new Uri($"http://127.0.0.1:{FreePort()}/");
        _listener.Prefixes.Add(Address.ToString());
        _listener.Start();
        _work = Task.Run(TakeAsync);
    }

    public Uri Address { get; }

    /// <summary>Method, path, kind and body of every request, in order.</summary>
    public string Taken => _taken.ToString();

    public void Dispose()
    {
        _listener.Close();
        _work.Wait(TimeSpan.FromSeconds(10));
        _taken.Dispose();
    }

    private async Task TakeAsync()
    {
        try
        {
            while (true)
            {
                var context = await _listener.GetContextAsync();
                using var body = new StreamReader(context.Request.InputStream);
                await _taken.WriteLineAsync($"{context.Request.HttpMethod} {context.Request.RawUrl} {context.Request.ContentType}\n{await body.ReadToEndAsync()}");
                context.Response.StatusCode = (int)_answer;
                context.Response.Close();
            }
        }
        catch (Exception error) when (error is HttpListenerException or ObjectDisposedException or InvalidOperationException)
        {
            // The test is over.
        }
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
