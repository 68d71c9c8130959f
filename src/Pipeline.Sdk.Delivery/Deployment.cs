namespace Pipeline.Sdk.Delivery;

/// <summary>One attempt to make a release the live one, as it ended.</summary>
public sealed record Deployment
{
    /// <summary>The id: the run's and the service's name.</summary>
    public required string Id { get; init; }

    /// <summary>The service.</summary>
    public required string Service { get; init; }

    /// <summary>The environment.</summary>
    public required string Environment { get; init; }

    /// <summary>The release's version.</summary>
    public required string Version { get; init; }

    /// <summary>The release's digest.</summary>
    public required string Digest { get; init; }

    /// <summary>The address clients use.</summary>
    public required string Url { get; init; }

    /// <summary>False when the release was live already and nothing was touched.</summary>
    public required bool Changed { get; init; }
}
