using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Generation;

/// <summary>What both dialects derive from a job in the same way.</summary>
internal static class JobFacts
{
    public static bool HasUnixLeg(this JobPlan job) => job.Legs.Any(leg => !leg.IsWindows);

    public static bool HasWindowsLeg(this JobPlan job) => job.Legs.Any(leg => leg.IsWindows);

    public static bool HasLegs(this JobPlan job) => job.Legs.Length > 1;

    public static bool RunsTests(this JobPlan job) =>
        job.Steps.Any(step => step.Disposition == StepDisposition.Run && step.Target.Definition.Output == typeof(TestReport));

    public static string Title(this JobPlan job) => string.Join(", ", job.Targets);

    public static int TimeoutMinutes(this JobPlan job) => Math.Max(1, (int)Math.Ceiling(job.Timeout.TotalMinutes));

    /// <summary>The build step's own limit: shorter than the job's, so that the record can still be published after it was cut off.</summary>
    public static int StepTimeoutMinutes(this JobPlan job)
    {
        var minutes = job.TimeoutMinutes();
        return Math.Max(1, minutes - Math.Clamp(minutes / 6, 1, 5));
    }
}
