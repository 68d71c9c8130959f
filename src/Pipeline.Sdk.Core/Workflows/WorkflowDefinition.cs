using System.Collections.Immutable;

namespace Pipeline.Sdk;

/// <summary>A CI workflow as the author typed it, in no system's language.</summary>
public sealed record WorkflowDefinition
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>Where it was declared.</summary>
    public required SourceLine Source { get; init; }

    /// <summary>Which pushes start it, or null for none.</summary>
    public EventFilter? Push { get; init; }

    /// <summary>Which tags start it: <c>v*</c>.</summary>
    public ImmutableArray<string> Tags { get; init; } = [];

    /// <summary>Which pull requests start it, or null for none. Jobs that deploy never run for them.</summary>
    public EventFilter? PullRequest { get; init; }

    /// <summary>When the clock starts it.</summary>
    public ImmutableArray<ScheduleTrigger> Schedules { get; init; } = [];

    /// <summary>What a person who starts it is asked for; null for nothing. Every workflow that is not called by others can be started by hand.</summary>
    public ManualTrigger? Manual { get; init; }

    /// <summary>What another workflow that calls this one may give; null when none can.</summary>
    public ManualTrigger? Call { get; init; }

    /// <summary>Of which runs only one goes on at a time, or null for the default: one per branch, and a newer one of a pull request ends the older one.</summary>
    public ConcurrencyGroup? Concurrency { get; init; }

    /// <summary>The jobs, in the order of declaration.</summary>
    public ImmutableArray<JobDefinition> Jobs { get; init; } = [];

    /// <summary>Rules that all its jobs break on purpose.</summary>
    public ImmutableArray<RuleOverride> Overrides { get; init; } = [];

    /// <summary>The dialects to write it in.</summary>
    public ImmutableArray<WorkflowDialect> Dialects { get; init; } = [];
}
