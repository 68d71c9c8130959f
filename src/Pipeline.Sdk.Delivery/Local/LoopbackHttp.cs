using System.Net;
using System.Net.Security;

namespace Pipeline.Sdk.Delivery;

/// <summary>Clients of services on this machine.</summary>
internal static class LoopbackHttp
{
    /// <summary>A client that takes any certificate: the address is 127.0.0.1, where the host listens, and a development certificate is signed by nobody.</summary>
    public static HttpClient Client(TimeSpan timeout) => new(new SocketsHttpHandler
    {
        UseProxy = false,
#pragma warning disable CA5359 // See above: what is asked for here is what the release says of itself, not who the machine is.
        SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, _, _, _) => true },
#pragma warning restore CA5359
    })
    {
        Timeout = timeout,
    };

    /// <summary>A client of instances, past the router; an answer may take 5 s.</summary>
    /// <param name="http2">Whether they speak HTTP/2 only.</param>
    public static HttpClient ToInstances(bool http2) => new(new SocketsHttpHandler { UseProxy = false })
    {
        Timeout = TimeSpan.FromSeconds(5),
        DefaultRequestVersion = http2 ? HttpVersion.Version20 : HttpVersion.Version11,
        DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
    };
}
