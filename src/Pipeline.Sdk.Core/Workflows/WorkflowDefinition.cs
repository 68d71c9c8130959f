using System.Collections.Immutable;

namespace Pipeline.Sdk;

/// <summary>A CI workflow as the author typed it, in no system's language.</summary>
public sealed record WorkflowDefinition
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>Where it was declared.</summary>
    public required SourceLine Source { get; init; }

    /// <summary>Branches whose pushes start it.</summary>
    public ImmutableArray<string> PushBranches { get; init; } = [];

    /// <summary>Whether pull requests start it. Jobs that deploy never run for them.</summary>
    public bool OnPullRequest { get; init; }

    /// <summary>The jobs, in the order of declaration.</summary>
    public ImmutableArray<JobDefinition> Jobs { get; init; } = [];

    /// <summary>The dialects to write it in.</summary>
    public ImmutableArray<WorkflowDialect> Dialects { get; init; } = [];
}
