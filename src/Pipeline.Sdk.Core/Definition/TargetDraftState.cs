using System.Collections.Immutable;
using Pipeline.Sdk.Definition;

namespace Pipeline.Sdk;

/// <summary>What a draft has gathered so far.</summary>
internal sealed record TargetDraftState(PipelineBuilder Owner, string Name, SourceLine Source)
{
    /// <summary>What tells drafts apart: a helper begins many of them on one line, and every <c>with</c> keeps this one.</summary>
    public object Identity { get; } = new();

    public string Description { get; init; } = "";

    public ImmutableArray<Target> DependsOn { get; init; } = [];

    public ImmutableArray<IValue> Needs { get; init; } = [];

    public bool ChangesEnvironment { get; init; }

    /// <summary>Whether the environment's gates are not asked before it: a way back must be open at all times.</summary>
    public bool PassesGates { get; init; }

    /// <summary>Whether it reads the variables of the environment that is selected, and of no other.</summary>
    public bool ReadsEnvironmentVariables { get; init; }

    public ImmutableArray<Target> After { get; init; } = [];

    public ImmutableArray<Target> TriggeredBy { get; init; } = [];

    public bool IsFinally { get; init; }

    public ImmutableArray<Target> FinallyOf { get; init; } = [];

    public ImmutableArray<TargetCondition> Conditions { get; init; } = [];

    public ImmutableArray<ResourceUse> Uses { get; init; } = [];

    public bool ContinuesOnFailure { get; init; }

    public bool IsHidden { get; init; }

    public string Group { get; init; } = "";

    public TimeSpan? Timeout { get; init; }

    public RetryRule? Retry { get; init; }

    /// <summary>What its result rests on and consists of; null for a target that declares no inputs and therefore always runs.</summary>
    public ResultRule? Result { get; init; }

    /// <summary>For a target that runs for each item: what splits the items over CI jobs, or null.</summary>
    public Partition? Partition { get; init; }

    /// <summary>Rights of the CI system's token that the work needs.</summary>
    public ImmutableArray<TokenRight> Rights { get; init; } = [];

    public TargetDraftState WithNeed(IValue value) => this with { Needs = Needs.Add(value) };
}
