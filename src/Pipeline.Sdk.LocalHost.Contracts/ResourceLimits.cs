namespace Pipeline.Sdk.LocalHost;

/// <summary>What an instance may use at most. Kept to by the system's control groups, where the host's user may make them; elsewhere the host says so in its log and in the status.</summary>
public sealed record ResourceLimits
{
    /// <summary>Memory in bytes; null for no limit. The system ends an instance that wants more.</summary>
    public long? MemoryBytes { get; init; }

    /// <summary>Processors, such as 0.5; null for no limit.</summary>
    public double? Processors { get; init; }
}
