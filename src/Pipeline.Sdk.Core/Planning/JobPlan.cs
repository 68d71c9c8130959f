using System.Collections.Immutable;
using Pipeline.Sdk.Definition;

namespace Pipeline.Sdk.Planning;

/// <summary>One CI job: what it runs, what it waits for, what it hands on.</summary>
internal sealed record JobPlan
{
    /// <summary>The job's id.</summary>
    public required string Id { get; init; }

    /// <summary>The targets to name on the command line.</summary>
    public required ImmutableArray<string> Targets { get; init; }

    /// <summary>The steps that really run in this job, and those whose results come from earlier ones.</summary>
    public required ImmutableArray<PlanStep> Steps { get; init; }

    /// <summary>One leg per runner and part; the first one hands its results on.</summary>
    public required ImmutableArray<JobLeg> Legs { get; init; }

    /// <summary>The environment variable that tells a leg its part, or null when the job is not split.</summary>
    public string? PartVariable { get; init; }

    /// <summary>Jobs that must have succeeded before.</summary>
    public required ImmutableArray<string> Needs { get; init; }

    /// <summary>Jobs whose results this one reads.</summary>
    public required ImmutableArray<string> ImportsFrom { get; init; }

    /// <summary>Whether a later job reads this one's results.</summary>
    public required bool Exports { get; init; }

    /// <summary>The environment it deploys to, or null. Such a job never runs for a pull request.</summary>
    public DeploymentEnvironment? Environment { get; init; }

    public required TimeSpan Timeout { get; init; }

    /// <summary>The secrets that its steps read.</summary>
    public ImmutableArray<ParameterDefinition> Secrets { get; init; } = [];
}
