using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Generation.Azure;

/// <summary>What Azure Pipelines cannot do, or does otherwise.</summary>
internal static class AzureRules
{
    public static void Check(WorkflowPlan plan, List<Diagnostic> diagnostics)
    {
        foreach (var job in plan.Jobs.Where(job => job.HasLegs()))
        {
            // The pool of a job is one; only the image can differ from leg to leg.
            var pools = job.Legs.Select(leg => (leg.Runner.Pool, string.Join(',', leg.Runner.Demands))).Distinct().Count();
            if (pools > 1)
                diagnostics.Add(AzureDiagnostics.SeveralPools(plan.Definition, job.Id));
            if (job.Environment is not null)
                diagnostics.Add(AzureDiagnostics.LegsOfDeployment(plan.Definition, job.Id));
        }

        foreach (var job in plan.Jobs.Where(job => job.Definition.FailsFast))
            diagnostics.Add(AzureDiagnostics.NoFailFast(plan.Definition, job.Id));
        foreach (var job in plan.Jobs.Where(job => job.Definition is { Url: not null } or { UrlOutput: not null }))
            diagnostics.Add(AzureDiagnostics.NoUrl(plan.Definition, job.Id));
        if (plan.IsCalled && plan.Jobs.Any(job => job.Definition.Container is not null || !job.Definition.Services.IsEmpty))
            diagnostics.Add(AzureDiagnostics.ContainersInTemplate(plan.Definition));
    }
}
