namespace Pipeline.Sdk.LocalHost;

/// <summary>What the router must know of a service before anything is started behind it.</summary>
public sealed record ServiceSpec
{
    /// <summary>The service's name: letters, digits, <c>-</c> and <c>_</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The router's port on 127.0.0.1; 0 keeps the port of last time, or asks the system for a free one.</summary>
    public int Port { get; init; }

    /// <summary>The certificate that clients see; null, the default, for plain HTTP/1.1.</summary>
    public TlsSpec? Tls { get; init; }

    /// <summary>Whether every request is written to <c>access-NAME.log</c>; the default is that none is.</summary>
    public bool AccessLog { get; init; }
}
