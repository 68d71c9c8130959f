using System.Text.RegularExpressions;
using Pipeline.Sdk.Graph;
using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Generation;

/// <summary>What must hold for a plan before it is written in any dialect. All findings are thrown at once.</summary>
internal static partial class PlanRules
{
    public static void Check(WorkflowPlan plan)
    {
        var diagnostics = new List<Diagnostic>();
        diagnostics.AddRange(plan.PushBranches.Where(branch => !Branch().IsMatch(branch)).Select(branch => GenerationDiagnostics.InvalidBranch(plan.Name, branch)));
        foreach (var job in plan.Jobs)
            CheckLegs(plan.Name, job, diagnostics);

        if (diagnostics.Count > 0)
            throw new InvalidPipelineException([.. diagnostics]);
    }

    private static void CheckLegs(string workflow, JobPlan job, List<Diagnostic> diagnostics)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var leg in job.Legs)
        {
            if (!Names.IsIdentifier(leg.Name))
                diagnostics.Add(GenerationDiagnostics.InvalidRunnerName(workflow, job.Id, leg.Name));
            if (!names.Add(leg.Name))
                diagnostics.Add(GenerationDiagnostics.DuplicateRunner(workflow, job.Id, leg.Name));
            foreach (var label in new[] { leg.GitHubLabel, leg.AzureImage }.Where(label => !Label().IsMatch(label)))
                diagnostics.Add(GenerationDiagnostics.InvalidRunnerLabel(workflow, job.Id, label));
        }
    }

    // '?', '+', '[' and '!' are patterns on GitHub and text, or another pattern, on Azure.
    [GeneratedRegex(@"\A[A-Za-z0-9*][A-Za-z0-9._/*-]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Branch();

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Label();
}
