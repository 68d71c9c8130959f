using System.Collections.Immutable;

namespace Pipeline.Sdk.LocalHost;

/// <summary>One release to start beside what is live.</summary>
public sealed record SlotSpec
{
    /// <summary>The id of the deployment; asking twice with the same id starts nothing twice.</summary>
    public required string Id { get; init; }

    /// <summary>The release's version.</summary>
    public required string Version { get; init; }

    /// <summary>The release's digest; the host computes the folder's digest itself before it starts anything from it.</summary>
    public required string Digest { get; init; }

    /// <summary>The release's folder, which is also the working directory of every instance.</summary>
    public required string Folder { get; init; }

    /// <summary>The program: a file of the folder, or a name that is looked up in <c>PATH</c>.</summary>
    public required string FileName { get; init; }

    /// <summary>The program's arguments.</summary>
    public ImmutableArray<string> Arguments { get; init; } = [];

    /// <summary>
    /// Environment variables of the instances, beside the host's own. The host adds <c>ASPNETCORE_URLS</c>, <c>PORT</c>,
    /// <c>PIPELINE_ENVIRONMENT</c>, <c>PIPELINE_RELEASE_VERSION</c>, <c>PIPELINE_RELEASE_DIGEST</c> and <c>PIPELINE_INSTANCE</c>.
    /// </summary>
    public ImmutableDictionary<string, string> Variables { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>How many instances to start; the default is 1.</summary>
    public int Replicas { get; init; } = 1;

    /// <summary>What each instance may use; null for no limits.</summary>
    public ResourceLimits? Limits { get; init; }

    /// <summary>Whether the instances speak HTTP/2 only, without TLS, as gRPC services do; the default is HTTP/1.1. Clients see what the router speaks.</summary>
    public bool Http2 { get; init; }

    /// <summary>How readiness is judged.</summary>
    public required HealthSpec Health { get; init; }

    /// <summary>How long in-flight requests and the process itself may take to end before it is killed; the default is 30 s.</summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(30);
}
