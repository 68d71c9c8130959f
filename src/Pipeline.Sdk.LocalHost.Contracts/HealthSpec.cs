namespace Pipeline.Sdk.LocalHost;

/// <summary>When an instance counts as ready.</summary>
public sealed record HealthSpec
{
    /// <summary>Path that answers with a 2xx status when the instance can serve.</summary>
    public required string Path { get; init; }

    /// <summary>
    /// Path that answers with JSON holding <c>version</c> and <c>digest</c>, which must be those of the release; null when the service has none.
    /// </summary>
    public string? VersionPath { get; init; }

    /// <summary>Pause between probes; the default is 250 ms.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How long one probe may take; the default is 5 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long all instances together may take to become ready; the default is 30 s.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(30);
}
