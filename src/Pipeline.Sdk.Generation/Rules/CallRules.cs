using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Generation.Rules;

/// <summary>Calls of other workflows.</summary>
internal static class CallRules
{
    public static void Check(WorkflowPlan plan, JobPlan job, List<Diagnostic> diagnostics)
    {
        if (job.Calls is not { } called)
            return;

        var names = plan.Jobs.Where(other => other.Calls is null).Select(other => other.Id)
            .Concat(plan.Jobs.Where(other => other != job).SelectMany(other => other.Calls?.Jobs ?? []).Select(inner => inner.Id))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        string?[] reasons =
        [
            called.IsCalled ? null : "it does not let itself be called; add .OnCall() to it",
            called.HasTrigger ? "it has triggers of its own, and what Azure Pipelines can call has none; take them away, or call it from a workflow that has them" : null,
            called.Jobs.Any(inner => inner.Calls is not null) ? "it calls a workflow itself; call that one too" : null,
            plan.IsCalled ? "the calling workflow is called itself" : null,
            plan.Definition.Dialects.All(called.Definition.Dialects.Contains) ? null : "it is not written in all dialects of the calling workflow; add them to its .Emit(…)",
            called.Jobs.Select(inner => inner.Id).Where(names.Contains).ToList() is [var clash, ..] ? $"both have a job '{clash}', and names of jobs and their artifacts are those of the whole run; rename one" : null,
            job.Definition.Condition is { } condition && RunConditionTree.HasStatus(condition) ? "its condition tests the outcome of jobs; test events, branches and parameters only" : null,
            job.CallValues.FirstOrDefault(value => !called.CallInputs.Contains(value.Input)) is { } unknown ? $"it has no input '{unknown.Input.Name}'; add .OnCall(c => c.Input(…)) to it" : null,
            job.CallValues.FirstOrDefault(value => Patterns.HasExpression(value.Text)) is { } unsafeValue ? $"the value '{unsafeValue.Text}' of '{unsafeValue.Input.Name}' would be taken for an expression" : null,
        ];
        diagnostics.AddRange(reasons.OfType<string>().Select(reason => GenerationDiagnostics.InvalidCall(plan.Definition, job.Id, called.Name, reason)));
    }
}
