namespace Pipeline.Sdk.LocalHost;

/// <summary>Where one instance is in its life.</summary>
public enum InstanceState
{
    /// <summary>The process runs and has not yet answered a health probe with success.</summary>
    Starting,

    /// <summary>The last probe succeeded.</summary>
    Healthy,

    /// <summary>It was healthy before and the last probes failed.</summary>
    Unhealthy,

    /// <summary>The process ended by itself.</summary>
    Exited,

    /// <summary>It was asked to end and has not ended yet.</summary>
    Stopping,
}
