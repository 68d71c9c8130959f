using System.Collections.Immutable;
using Pipeline.Sdk.Definition;

namespace Pipeline.Sdk.Graph;

/// <summary>A target with its edges resolved.</summary>
internal sealed record GraphTarget
{
    public required int Index { get; init; }

    public required TargetDefinition Definition { get; init; }

    /// <summary>What must have succeeded before, without repeats. A target that always runs only waits for the end of those whose output it does not read.</summary>
    public required ImmutableArray<GraphEdge> Dependencies { get; init; }

    /// <summary>What must have ended before when it is in the plan: it pulls nothing in.</summary>
    public ImmutableArray<int> After { get; init; } = [];

    /// <summary>What pulls it into a plan and must have succeeded before.</summary>
    public ImmutableArray<int> TriggeredBy { get; init; } = [];

    /// <summary>What pulls it into a plan and must have ended before; empty with <see cref="IsFinally"/> stands for the whole run.</summary>
    public ImmutableArray<int> FinallyOf { get; init; } = [];

    /// <summary>The parameters and secrets it reads.</summary>
    public required ImmutableArray<ParameterDefinition> Parameters { get; init; }

    /// <summary>Whether it reads the selected environment or changes it.</summary>
    public required bool NeedsEnvironment { get; init; }

    /// <summary>Whether it, or anything it rests on, needs the selected environment: its result means nothing in another one.</summary>
    public required bool IsEnvironmentBound { get; init; }

    /// <summary>Whether it, or anything whose output it reads, can be left out by a condition that is decided in the plan.</summary>
    public required bool IsConditional { get; init; }

    public string Name => Definition.Name;

    /// <summary>Whether it runs whatever became of the others.</summary>
    public bool IsFinally => Definition.Draft.IsFinally;

    /// <summary>Whether it runs after everything else, in every run.</summary>
    public bool IsLast => IsFinally && FinallyOf.IsEmpty;
}
