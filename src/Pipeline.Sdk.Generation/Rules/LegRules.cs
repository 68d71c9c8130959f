using Pipeline.Sdk.Graph;
using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Generation.Rules;

/// <summary>Legs and runners of a job.</summary>
internal static class LegRules
{
    private const int MaximumLegs = 256;

    public static void Check(WorkflowPlan plan, JobPlan job, List<Diagnostic> diagnostics)
    {
        var workflow = plan.Definition;
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var leg in job.Legs)
        {
            if (!Names.IsIdentifier(leg.Name))
                diagnostics.Add(GenerationDiagnostics.InvalidRunnerName(workflow, job.Id, leg.Name));
            if (!names.Add(leg.Name))
                diagnostics.Add(GenerationDiagnostics.DuplicateRunner(workflow, job.Id, leg.Name));
            foreach (var value in leg.Values.Where(value => Patterns.HasExpression(value.Text)))
                diagnostics.Add(GenerationDiagnostics.ExpressionInValue(workflow, job.Id, $"The value of '{value.Key}' in leg '{leg.Name}'", value.Text));
        }

        foreach (var runner in job.Legs.Select(leg => leg.Runner).Distinct())
            CheckRunner(plan, job, runner, diagnostics);
        if (job.Legs.Length > MaximumLegs)
            diagnostics.Add(GenerationDiagnostics.TooManyLegs(workflow, job.Id, job.Legs.Length));
        if (job.Definition.MaxParallel is < 1 and var most)
            diagnostics.Add(GenerationDiagnostics.InvalidMaxParallel(workflow, job.Id, most));
    }

    private static void CheckRunner(WorkflowPlan plan, JobPlan job, Runner runner, List<Diagnostic> diagnostics)
    {
        var labels = runner.Labels.IsEmpty ? [runner.GitHubLabel, runner.AzureImage] : runner.Labels;
        foreach (var label in labels.Where(label => !Patterns.IsLabel(label)))
            diagnostics.Add(GenerationDiagnostics.InvalidRunnerLabel(plan.Definition, job.Id, label));
        foreach (var text in runner.Demands.Prepend(runner.Pool ?? "x").Where(text => !Patterns.IsPoolText(text)))
            diagnostics.Add(GenerationDiagnostics.InvalidRunnerLabel(plan.Definition, job.Id, text));
        if (!runner.RunsContainers && (job.Definition.Container is not null || !job.Definition.Services.IsEmpty))
            diagnostics.Add(GenerationDiagnostics.ContainerNeedsLinux(plan.Definition, job.Id, runner.Name));
    }
}
