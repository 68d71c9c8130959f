using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Generation.Rules;

/// <summary>What must hold for a plan before it is written in any dialect. All findings are gathered.</summary>
internal static class PlanRules
{
    public static void Check(WorkflowPlan plan, List<Diagnostic> diagnostics)
    {
        TriggerRules.Check(plan, diagnostics);
        TargetRules.Check(plan, diagnostics);
        foreach (var job in plan.Jobs)
        {
            LegRules.Check(plan, job, diagnostics);
            JobRules.Check(plan, job, diagnostics);
            OutputRules.Check(plan, job, diagnostics);
            ArtifactRules.Check(plan, job, diagnostics);
            CallRules.Check(plan, job, diagnostics);
            SafetyRules.Check(plan, job, diagnostics);
        }

        foreach (var allowed in plan.Definition.Overrides.Where(allowed => string.IsNullOrWhiteSpace(allowed.Reason)))
            diagnostics.Add(SafetyDiagnostics.OverrideWithoutReason(plan.Definition, "The whole", allowed.Rule));
    }
}
