using System.Collections.Immutable;

namespace Pipeline.Sdk.Delivery;

/// <summary>A service as the author described it: where its release comes from, how it is started and how its health is judged.</summary>
public sealed record Service
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>The target whose release is deployed.</summary>
    public required Target<Release> Package { get; init; }

    /// <summary>Path that answers 2xx when an instance can serve.</summary>
    public string HealthPath { get; init; } = "/healthz";

    /// <summary>Path that answers with JSON holding <c>version</c> and <c>digest</c>, or null when the service has none.</summary>
    public string? VersionPath { get; init; }

    /// <summary>How many instances run; the default is 1.</summary>
    public int Replicas { get; init; } = 1;

    /// <summary>How long instances may take to become ready; the default is 30 s.</summary>
    public TimeSpan ReadyWithin { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long in-flight requests may take to end; the default is 30 s.</summary>
    public TimeSpan DrainWithin { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>What is asked of a new release before it has traffic.</summary>
    internal ImmutableArray<SmokeTest> SmokeTests { get; init; } = [];

    /// <summary>Whether instances speak HTTP/2 only.</summary>
    public bool Http2 { get; init; }

    /// <summary>Whether the router writes down every request.</summary>
    public bool AccessLog { get; init; }

    /// <summary>The certificate that clients see, or null for plain HTTP.</summary>
    internal LocalHost.TlsSpec? Tls { get; init; }

    /// <summary>What an instance may use at most, or null for no limits.</summary>
    internal LocalHost.ResourceLimits? Limits { get; init; }

    /// <summary>How many stored releases are kept beside those that run; the default is 5.</summary>
    public int KeptReleases { get; init; } = 5;

    /// <summary>What its releases rest on, or null.</summary>
    internal ServiceSchema? Schema { get; init; }

    internal ImmutableArray<ServiceVariable> Variables { get; init; } = [];

    /// <summary>Whether it is the dashboard that deployments are reported to.</summary>
    internal bool IsDashboard { get; init; }
}
