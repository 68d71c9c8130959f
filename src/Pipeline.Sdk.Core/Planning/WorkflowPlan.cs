using System.Collections.Immutable;

namespace Pipeline.Sdk.Planning;

/// <summary>A workflow with everything derived from the graph: what the generators turn into text.</summary>
internal sealed record WorkflowPlan
{
    public required string Name { get; init; }

    public ImmutableArray<string> PushBranches { get; init; } = [];

    public bool OnPullRequest { get; init; }

    /// <summary>Every job comes after the jobs it needs.</summary>
    public required ImmutableArray<JobPlan> Jobs { get; init; }
}
