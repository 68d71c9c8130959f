using System.Collections.Immutable;

namespace Pipeline.Sdk.Reporting;

/// <summary>A deployment or rollback that a run made, from the journal of its environment.</summary>
internal sealed record ReportedDeployment
{
    /// <summary>What it set out to do: <c>Deployment</c> or <c>Rollback</c>.</summary>
    public required string Kind { get; init; }

    public required string Service { get; init; }

    public required string Version { get; init; }

    public required string Digest { get; init; }

    /// <summary>The strategy's name, or null.</summary>
    public string? Strategy { get; init; }

    /// <summary>Its steps in the order of the journal; the first has offset zero.</summary>
    public required ImmutableArray<ReportedDeploymentStep> Steps { get; init; }

    /// <summary>Whether the journal says that it succeeded, that it failed, or neither.</summary>
    public bool? Succeeded { get; init; }

    /// <summary>How long it took, from the first line of the journal to the last.</summary>
    public TimeSpan Duration => Steps.Length == 0 ? TimeSpan.Zero : Steps[^1].Offset;
}
