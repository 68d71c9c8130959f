using Pipeline.Sdk.Definition;
using Pipeline.Sdk.Generation.Rules;
using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Generation;

/// <summary>What both dialects derive from a job in the same way.</summary>
internal static class JobFacts
{
    /// <summary>The id of the step that runs the targets.</summary>
    public const string BuildStep = "build";

    /// <summary>The environment variable that tells the pipeline which job it runs as, for the job's outputs and imports.</summary>
    public const string JobVariable = "PIPELINE_CI_JOB";

    /// <summary>Whether the pipeline has to know which job it runs as: to write its outputs, and to miss a result that an earlier job should have made.</summary>
    public static bool MustKnowItself(this JobPlan job) => !job.Definition.Outputs.IsEmpty || !job.ImportsFrom.IsEmpty;

    public static bool HasUnixLeg(this JobPlan job) => job.Legs.Any(leg => !leg.IsWindows);

    public static bool HasWindowsLeg(this JobPlan job) => job.Legs.Any(leg => leg.IsWindows);

    public static bool HasLegs(this JobPlan job) => job.Legs.Length > 1;

    public static bool RunsTests(this JobPlan job) => job.Running.Any(step => step.Target.Definition.Output == typeof(TestReport));

    /// <summary>Whether it makes something that is released.</summary>
    public static bool Packages(this JobPlan job) => job.Running.Any(step => step.Target.Definition.Output is { } output && typeof(IFileBacked).IsAssignableFrom(output));

    /// <summary>Whether what it hands on is attested, and nobody has said that it need not be.</summary>
    public static bool Attests(this JobPlan job) => job.IsAttested && SafetyRules.Allowed(job, WorkflowRule.AttestedPackages) is null;

    // A deployment holds secrets, so it starts without anything that another run could have written.
    public static bool CachesPackages(this JobPlan job) => job.Environment is null && job.Definition.CachesPackages;

    public static string Title(this JobPlan job) => string.Join(", ", job.Targets);

    /// <summary>A parameter's name as an input.</summary>
    public static string InputName(this ParameterDefinition parameter) => parameter.Name.Replace('-', '_');

    public static int TimeoutMinutes(this JobPlan job) => Math.Max(1, (int)Math.Ceiling(job.Timeout.TotalMinutes));

    /// <summary>The build step's own limit: shorter than the job's, so that the record can still be published after it was cut off.</summary>
    public static int StepTimeoutMinutes(this JobPlan job)
    {
        var minutes = job.TimeoutMinutes();
        return Math.Max(1, minutes - Math.Clamp(minutes / 6, 1, 5));
    }

    /// <summary>The lines above a job: what it is for, what it waits for and why, and which rules it breaks on purpose.</summary>
    public static IEnumerable<string> Comments(this JobPlan job)
    {
        if (job.Calls is { } called)
            yield return $"Calls the workflow {called.Name}.";
        foreach (var step in job.Running.Where(step => job.Targets.Contains(step.Name) && step.Target.Definition.Description.Length > 0))
            yield return $"{step.Name}: {step.Target.Definition.Description}.";
        if (!job.WaitsFor.IsEmpty)
            yield return $"Waits for {string.Join(", ", job.WaitsFor.Select(need => $"{need.Job} ({need.Reason})"))}.";
        foreach (var allowed in job.Overrides)
            yield return $"Allowed, {allowed.Rule}: {allowed.Reason}";
    }

    /// <summary>The workflow's inputs that its steps read; a value of the leg is stronger.</summary>
    public static IEnumerable<ParameterDefinition> InputsOf(this JobPlan job) => job.Inputs.Where(input => !job.Legs[0].Values.Any(value => value.Variable == input.Variable));
}
