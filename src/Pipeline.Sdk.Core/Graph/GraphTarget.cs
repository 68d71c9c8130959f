using System.Collections.Immutable;
using Pipeline.Sdk.Definition;

namespace Pipeline.Sdk.Graph;

/// <summary>A target with its edges resolved.</summary>
internal sealed record GraphTarget
{
    public required int Index { get; init; }

    public required TargetDefinition Definition { get; init; }

    /// <summary>What must have succeeded before, without repeats.</summary>
    public required ImmutableArray<GraphEdge> Dependencies { get; init; }

    /// <summary>The parameters and secrets it reads.</summary>
    public required ImmutableArray<ParameterDefinition> Parameters { get; init; }

    /// <summary>Whether it reads the selected environment or changes it.</summary>
    public required bool NeedsEnvironment { get; init; }

    /// <summary>Whether it, or anything it rests on, needs the selected environment: its result means nothing in another one.</summary>
    public required bool IsEnvironmentBound { get; init; }

    public string Name => Definition.Name;
}
