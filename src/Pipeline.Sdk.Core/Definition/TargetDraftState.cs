using System.Collections.Immutable;

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

    public TargetDraftState WithNeed(IValue value) => this with { Needs = Needs.Add(value) };
}
