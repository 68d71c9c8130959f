using System.Diagnostics;
using Pipeline.Sdk.Execution;
using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Telemetry;

/// <summary>Attributes of spans: OpenTelemetry semantic conventions for CI/CD, version control and deployments.</summary>
internal static class RunTags
{
    public static IEnumerable<KeyValuePair<string, object?>> Of(string pipeline, Plan plan, RunFacts facts) => Known(
        new("cicd.pipeline.name", pipeline),
        new("cicd.pipeline.run.id", facts.Id),
        new("cicd.pipeline.run.url.full", facts.RunUrl),
        new("cicd.pipeline.action.name", "RUN"),
        new("cicd.worker.name", facts.Machine),
        new("deployment.environment.name", plan.Environment?.Name),
        new("vcs.ref.head.name", facts.Branch ?? facts.Tag),
        new("vcs.ref.head.revision", facts.Commit),
        new("vcs.ref.head.type", facts.Branch is not null ? "branch" : facts.Tag is not null ? "tag" : null));

    public static IEnumerable<KeyValuePair<string, object?>> Of(PlanStep step, Activity? run) => Known(
        new("cicd.pipeline.task.name", step.Name),
        new("cicd.pipeline.task.type", TypeOf(step)),
        new("cicd.pipeline.task.run.id", run?.GetTagItem("cicd.pipeline.run.id") is string id ? $"{id}/{step.Name}" : null),
        new("cicd.pipeline.task.run.url.full", run?.GetTagItem("cicd.pipeline.run.url.full")));

    public static string ResultOf(StepOutcome outcome, string? code) => outcome switch
    {
        StepOutcome.Succeeded or StepOutcome.Cached or StepOutcome.Provided => "success",
        StepOutcome.Failed when code is "PIPE0440" or "PIPE0441" => "timeout",
        // The convention's word for a failure of the target's own; an error is one of the system that runs it.
        StepOutcome.Failed => code == "PIPE0400" ? "error" : "failure",
        StepOutcome.Cancelled => "cancellation",
        _ => "skip",
    };

    public static string ResultOf(RunSummary summary) => summary.ExitCode switch
    {
        ExitCodes.Done => "success",
        ExitCodes.Cancelled => "cancellation",
        _ => "failure",
    };

    // What is not known to be one of them has no type: a wrong one would be worse.
    private static string? TypeOf(PlanStep step) =>
        step.Target.Definition.ChangesEnvironment ? "deploy"
        : step.Target.Definition.Output == typeof(TestReport) ? "test"
        : step.Target.Definition.Output == typeof(Release) ? "build"
        : null;

    private static IEnumerable<KeyValuePair<string, object?>> Known(params KeyValuePair<string, object?>[] tags) => tags.Where(tag => tag.Value is not null);
}
