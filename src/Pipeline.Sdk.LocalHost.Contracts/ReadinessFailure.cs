namespace Pipeline.Sdk.LocalHost;

/// <summary>Why a slot did not become ready.</summary>
public enum ReadinessFailure
{
    /// <summary>It is ready.</summary>
    None,

    /// <summary>A process could not be started, or ended before it was ready.</summary>
    Exited,

    /// <summary>The deadline passed and the health path had not answered with success.</summary>
    Unhealthy,

    /// <summary>It is healthy and says it is another version or digest than the release's.</summary>
    WrongVersion,
}
