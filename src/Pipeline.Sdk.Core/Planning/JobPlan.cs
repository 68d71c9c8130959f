using System.Collections.Immutable;
using Pipeline.Sdk.Definition;

namespace Pipeline.Sdk.Planning;

/// <summary>One CI job: what it runs, what it waits for, what it hands on.</summary>
internal sealed record JobPlan
{
    /// <summary>What the author typed.</summary>
    public required JobDefinition Definition { get; init; }

    /// <summary>The job's id.</summary>
    public string Id => Definition.Name;

    /// <summary>The targets to name on the command line.</summary>
    public required ImmutableArray<string> Targets { get; init; }

    /// <summary>The steps that really run in this job, and those whose results come from earlier ones.</summary>
    public required ImmutableArray<PlanStep> Steps { get; init; }

    /// <summary>One leg per runner, values and part; the first one hands its results on.</summary>
    public required ImmutableArray<JobLeg> Legs { get; init; }

    /// <summary>Jobs that it waits for, in their order.</summary>
    public required ImmutableArray<JobNeed> WaitsFor { get; init; }

    /// <summary>Ids of the jobs that it waits for.</summary>
    public ImmutableArray<string> Needs => [.. WaitsFor.Select(need => need.Job)];

    /// <summary>Jobs whose results this one reads.</summary>
    public required ImmutableArray<string> ImportsFrom { get; init; }

    /// <summary>Whether a later job reads this one's results.</summary>
    public required bool Exports { get; init; }

    /// <summary>Whether what it hands on is attested: it packages, in a workflow that releases.</summary>
    public bool IsAttested { get; init; }

    /// <summary>When it runs; null for when the jobs before succeeded.</summary>
    public RunCondition? Condition { get; init; }

    /// <summary>The environment it works on, or null. Such a job never runs for a pull request.</summary>
    public DeploymentEnvironment? Environment => Definition.Environment;

    public TimeSpan Timeout => Definition.Timeout;

    /// <summary>The secrets that its steps read.</summary>
    public ImmutableArray<ParameterDefinition> Secrets { get; init; } = [];

    /// <summary>The inputs of the workflow that its steps read.</summary>
    public ImmutableArray<ParameterDefinition> Inputs { get; init; } = [];

    /// <summary>Rights of the token, the checkout's included, each once.</summary>
    public ImmutableArray<JobRight> Rights { get; init; } = [];

    /// <summary>Whether a target of it asks for the token itself.</summary>
    public bool UsesToken { get; init; }

    /// <summary>The workflow it calls, planned; null for a job of targets.</summary>
    public WorkflowPlan? Calls { get; init; }

    /// <summary>The values it gives to the called workflow.</summary>
    public ImmutableArray<CallValue> CallValues { get; init; } = [];

    /// <summary>Rules that are broken on purpose, here or in the whole workflow.</summary>
    public ImmutableArray<RuleOverride> Overrides { get; init; } = [];

    /// <summary>The target that each step that runs stands for.</summary>
    public IEnumerable<PlanStep> Running => Steps.Where(step => step.Disposition == StepDisposition.Run);
}
