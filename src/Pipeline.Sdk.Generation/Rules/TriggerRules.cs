using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Generation.Rules;

/// <summary>What starts a workflow: patterns, cron lines, inputs.</summary>
internal static class TriggerRules
{
    private const int MaximumInputs = 25;

    public static void Check(WorkflowPlan plan, List<Diagnostic> diagnostics)
    {
        var workflow = plan.Definition;
        EventFilter[] filters = [.. new[] { workflow.Push, workflow.PullRequest }.OfType<EventFilter>()];
        var references = filters.SelectMany(filter => filter.Branches.Concat(filter.IgnoredBranches)).Concat(workflow.Tags);
        diagnostics.AddRange(references.Where(pattern => !Patterns.IsBranch(pattern)).Distinct().Select(pattern => GenerationDiagnostics.InvalidBranch(workflow, pattern)));
        diagnostics.AddRange(filters.SelectMany(filter => filter.Paths.Concat(filter.IgnoredPaths)).Where(path => !Patterns.IsPath(path)).Distinct().Select(path => GenerationDiagnostics.InvalidPath(workflow, path)));

        foreach (var schedule in workflow.Schedules)
        {
            if (CronLine.Error(schedule.Cron) is { } reason)
                diagnostics.Add(GenerationDiagnostics.InvalidCron(workflow, schedule.Cron, reason));
            if (!Patterns.IsBranch(schedule.Branch) || schedule.Branch.Contains('*', StringComparison.Ordinal))
                diagnostics.Add(GenerationDiagnostics.InvalidBranch(workflow, schedule.Branch));
        }

        CheckInputs(plan, diagnostics);
    }

    private static void CheckInputs(WorkflowPlan plan, List<Diagnostic> diagnostics)
    {
        var workflow = plan.Definition;
        var asked = plan.ManualInputs.Length + (plan.Environments.IsEmpty ? 0 : 1);
        if (asked > MaximumInputs)
            diagnostics.Add(GenerationDiagnostics.TooManyInputs(workflow, asked));

        foreach (var handle in (workflow.Manual?.Inputs ?? []).Concat(workflow.Call?.Inputs ?? []).Distinct())
        {
            if (!plan.Parameters.TryGetValue(handle, out var parameter))
                diagnostics.Add(GenerationDiagnostics.InvalidInput(workflow, handle.Name, "it belongs to another PipelineBuilder; pass a handle that this builder returned"));
            else if (parameter.IsSecret)
                diagnostics.Add(GenerationDiagnostics.InvalidInput(workflow, handle.Name, "it is a secret, and inputs are shown to everybody"));
            else if (parameter.Name == "environment" && !plan.Environments.IsEmpty)
                diagnostics.Add(GenerationDiagnostics.InvalidInput(workflow, handle.Name, "the workflow asks for the environment by that name; rename the parameter"));
        }
    }
}
