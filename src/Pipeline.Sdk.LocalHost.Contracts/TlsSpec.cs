namespace Pipeline.Sdk.LocalHost;

/// <summary>The certificate that a service's router shows. HTTP/2 is spoken with clients that ask for it.</summary>
public sealed record TlsSpec
{
    /// <summary>A PEM file of the certificate and its chain, absolute; null for a development certificate, which the host makes for <c>localhost</c> and keeps.</summary>
    public string? CertificatePath { get; init; }

    /// <summary>A PEM file of the private key, absolute; null when there is no certificate.</summary>
    public string? KeyPath { get; init; }
}
