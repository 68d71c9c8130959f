using System.IO.Compression;
using System.Net.Http.Headers;

namespace Pipeline.Sdk.Telemetry.Json;

/// <summary>
/// Sends as JSON what OpenTelemetry's exporter, which has Protocol Buffers only, hands over. Batches, limits of time, headers and certificates stay the exporter's.
/// </summary>
/// <param name="client">The exporter's own client, which sends; disposed with this.</param>
/// <param name="message">What the bodies are.</param>
internal sealed class JsonHandler(HttpClient client, OtlpMessage message) : HttpMessageHandler
{
    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var translated = Translate(request, request.Content?.ReadAsStream(cancellationToken) ?? Stream.Null);
        return client.Send(translated, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is { } content ? await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false) : Stream.Null;
        using var translated = Translate(request, body);
        return await client.SendAsync(translated, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            client.Dispose();
        base.Dispose(disposing);
    }

    // A request can be sent once only, so the translated one is another.
    private HttpRequestMessage Translate(HttpRequestMessage request, Stream body)
    {
        var isCompressed = request.Content?.Headers.ContentEncoding.Contains("gzip") is true;
        var json = OtlpJson.Translate(message, Read(body, isCompressed));
        var content = new ByteArrayContent(isCompressed ? Compress(json) : json);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (isCompressed)
            content.Headers.ContentEncoding.Add("gzip");

        var translated = new HttpRequestMessage(request.Method, request.RequestUri) { Content = content, Version = request.Version, VersionPolicy = request.VersionPolicy };
        foreach (var (name, values) in request.Headers)
            translated.Headers.TryAddWithoutValidation(name, values);
        return translated;
    }

    private static byte[] Read(Stream body, bool isCompressed)
    {
        using var bytes = new MemoryStream();
        using var plain = isCompressed ? new GZipStream(body, CompressionMode.Decompress) : body;
        plain.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static byte[] Compress(byte[] json)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest))
            gzip.Write(json);
        return bytes.ToArray();
    }
}
