using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace Pipeline.Sdk.LocalHost.Supervision;

/// <summary>Asks an instance how it is.</summary>
internal sealed class HealthProbe(TimeProvider time) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        // A new connection each time: an instance that accepts none any more is not healthy.
        PooledConnectionIdleTimeout = TimeSpan.Zero,
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        ActivityHeadersPropagator = null,
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
        MaxResponseContentBufferSize = 1024 * 1024,
    };

    public void Dispose() => _http.Dispose();

    /// <summary>Whether the health path answers with 2xx.</summary>
    public async Task<ProbeResult> CheckHealthAsync(int port, SlotSpec spec, TraceContext? trace, CancellationToken cancellationToken)
    {
        var (failure, _) = await GetAsync(port, spec, spec.Health.Path, trace, cancellationToken).ConfigureAwait(false);
        return failure ?? ProbeResult.Success;
    }

    /// <summary>What the version path says: a failure to say anything, or version and digest.</summary>
    public async Task<(ProbeResult? Failure, string? Version, string? Digest)> GetVersionAsync(
        int port, SlotSpec spec, string path, TraceContext? trace, CancellationToken cancellationToken)
    {
        var (failure, body) = await GetAsync(port, spec, path, trace, cancellationToken).ConfigureAwait(false);
        if (failure is not null)
            return (failure with { Failure = $"{path}: {failure.Failure}" }, null, null);
        try
        {
            using var json = JsonDocument.Parse(body);
            return (null, Text(json.RootElement, "version"), Text(json.RootElement, "digest"));
        }
        catch (JsonException)
        {
            return (new ProbeResult($"{path} did not answer with JSON"), null, null);
        }
    }

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private async Task<(ProbeResult? Failure, string Body)> GetAsync(int port, SlotSpec spec, string path, TraceContext? trace, CancellationToken cancellationToken)
    {
        var timeout = spec.Health.Timeout;
        using var deadline = new CancellationTokenSource(timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"http://127.0.0.1:{port}{path}")) { Version = spec.Http2 ? HttpVersion.Version20 : HttpVersion.Version11, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
            trace?.AddTo(request);
            using var response = await _http.SendAsync(request, both.Token).ConfigureAwait(false);
            var body = await response.Content.ReadAsStringAsync(both.Token).ConfigureAwait(false);
            return response.IsSuccessStatusCode ? (null, body) : (new ProbeResult($"{(int)response.StatusCode} {response.ReasonPhrase}"), "");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (new ProbeResult($"no answer within {timeout.TotalSeconds:0.###} s"), "");
        }
        catch (HttpRequestException exception) when (exception.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused })
        {
            return (new ProbeResult("connection refused", Refused: true), "");
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return (new ProbeResult(exception.InnerException?.Message ?? exception.Message), "");
        }
    }
}
