using System.Collections.Immutable;

namespace Pipeline.Sdk.LocalHost;

/// <summary>One release started for one service: its instances and its part in the traffic.</summary>
public sealed record SlotStatus
{
    /// <summary>The id of the deployment that started it.</summary>
    public required string Id { get; init; }

    /// <summary>The version of the release.</summary>
    public required string Version { get; init; }

    /// <summary>The digest of the release, <c>sha256:</c> and 64 hexadecimal digits.</summary>
    public required string Digest { get; init; }

    /// <summary>SHA-256 of its variables, names and values; null when the host is of a version that does not tell.</summary>
    public string? VariablesDigest { get; init; }

    /// <summary>What it is to the traffic.</summary>
    public required SlotRole Role { get; init; }

    /// <summary>The share of requests it gets by lot, 0 to 100.</summary>
    public double Percent { get; init; }

    /// <summary>How it was started; null in the answer of an older host.</summary>
    public SlotShape? Shape { get; init; }

    /// <summary>Its processes.</summary>
    public required ImmutableArray<InstanceStatus> Instances { get; init; }
}
