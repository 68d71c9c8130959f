using System.Collections.Immutable;

namespace Pipeline.Sdk.Definition;

/// <summary>Everything the author typed, in the order of the program. No I/O, nothing validated, nothing executed.</summary>
internal sealed record PipelineDefinition
{
    public required PipelineBuilder Owner { get; init; }

    public required ImmutableArray<TargetDefinition> Targets { get; init; }

    public required ImmutableArray<ParameterDefinition> Parameters { get; init; }

    public required ImmutableArray<DeploymentEnvironment> Environments { get; init; }

    public required ImmutableArray<WorkflowDefinition> Workflows { get; init; }

    public required ImmutableArray<Resource> Resources { get; init; }

    /// <summary>Parameters that name results which take the place of running targets.</summary>
    public ImmutableArray<ResultSubstitute> Substitutes { get; init; } = [];

    /// <summary>Drafts that were begun and never finished by <c>Run</c>.</summary>
    public required ImmutableArray<TargetDraftState> Unfinished { get; init; }

    /// <summary>The target that runs when none is named, or null.</summary>
    public Target? Default { get; init; }
}
