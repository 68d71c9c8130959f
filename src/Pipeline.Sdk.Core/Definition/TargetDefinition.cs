using System.Collections.Immutable;

namespace Pipeline.Sdk.Definition;

/// <summary>What the author typed for one target.</summary>
internal sealed record TargetDefinition
{
    public required string Name { get; init; }

    public required Target Handle { get; init; }

    public required SourceLine Source { get; init; }

    public string Description { get; init; } = "";

    public ImmutableArray<Target> DependsOn { get; init; } = [];

    public ImmutableArray<IValue> Needs { get; init; } = [];

    public bool ChangesEnvironment { get; init; }

    /// <summary>The type of the output, or null when there is none.</summary>
    public Type? Output { get; init; }

    /// <summary>The work, or null for a target that only stands for others.</summary>
    public TargetWork? Work { get; init; }
}
