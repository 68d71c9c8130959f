using System.Collections.Immutable;
using Pipeline.Sdk.Definition;

namespace Pipeline.Sdk.Planning;

/// <summary>A workflow with everything derived from the graph: what the generators turn into text.</summary>
internal sealed record WorkflowPlan
{
    /// <summary>What the author typed.</summary>
    public required WorkflowDefinition Definition { get; init; }

    public string Name => Definition.Name;

    /// <summary>Every job comes after the jobs it needs.</summary>
    public required ImmutableArray<JobPlan> Jobs { get; init; }

    /// <summary>All parameters of the pipeline by handle.</summary>
    public required IReadOnlyDictionary<IValue, ParameterDefinition> Parameters { get; init; }

    /// <summary>What a person who starts it is asked for.</summary>
    public ImmutableArray<ParameterDefinition> ManualInputs { get; init; } = [];

    /// <summary>What a calling workflow may give.</summary>
    public ImmutableArray<ParameterDefinition> CallInputs { get; init; } = [];

    /// <summary>The environments that a person chooses from; empty when none is asked for.</summary>
    public ImmutableArray<string> Environments { get; init; } = [];

    /// <summary>Which job gives an output.</summary>
    public IReadOnlyDictionary<JobOutput, string> OutputJobs { get; init; } = ImmutableDictionary<JobOutput, string>.Empty;

    /// <summary>Whether it releases: it deploys, or tags start it.</summary>
    public bool IsRelease => !Definition.Tags.IsEmpty || Jobs.Any(job => job.Environment is not null);

    /// <summary>Whether other workflows call it.</summary>
    public bool IsCalled => Definition.Call is not null;

    public bool OnPullRequest => Definition.PullRequest is not null;

    /// <summary>Whether something starts it by itself.</summary>
    public bool HasTrigger => Definition is not { Push: null, PullRequest: null, Tags.IsEmpty: true, Schedules.IsEmpty: true, Manual: null };

    public IEnumerable<ParameterDefinition> Inputs => ManualInputs.Concat(CallInputs).Distinct();

    public JobPlan? Find(string job) => Jobs.FirstOrDefault(known => known.Id == job);
}
