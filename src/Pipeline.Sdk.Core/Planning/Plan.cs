using System.Collections.Immutable;
using Pipeline.Sdk.Graph;

namespace Pipeline.Sdk.Planning;

/// <summary>Exactly what will happen, in which order, and why each step is in it or left out. The hub that every view and every run reads.</summary>
internal sealed record Plan
{
    public required TargetGraph Graph { get; init; }

    /// <summary>Every step comes after what it waits for.</summary>
    public required ImmutableArray<PlanStep> Steps { get; init; }

    /// <summary>The names asked for.</summary>
    public required ImmutableArray<string> Requested { get; init; }

    /// <summary>The selected environment, or null.</summary>
    public DeploymentEnvironment? Environment { get; init; }

    /// <summary>The parameters that the running steps read.</summary>
    public ImmutableArray<BoundParameter> Parameters { get; init; } = [];

    /// <summary>The steps that change a protected environment: they ask for a confirmation before anything runs.</summary>
    public ImmutableArray<string> NeedsConfirmation { get; init; } = [];
}
