using Pipeline.Sdk.Graph;
using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Generation.Rules;

/// <summary>Texts that jobs hand to later jobs.</summary>
internal static class OutputRules
{
    public static void Check(WorkflowPlan plan, JobPlan job, List<Diagnostic> diagnostics)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var output in job.Definition.Outputs)
        {
            if (!Names.IsIdentifier(output.Name) || !names.Add(output.Name))
                diagnostics.Add(GenerationDiagnostics.InvalidName(plan.Definition, "Output", output.Name, "letters, digits and '_', not beginning with a digit, each name once in a job"));
            if (job.HasLegs())
                diagnostics.Add(GenerationDiagnostics.OutputOfLegs(plan.Definition, job.Id, output.Name));
            if (!job.Steps.Any(step => step.Target.Definition.Handle == output.Target && step.Disposition is StepDisposition.Run or StepDisposition.Provided))
                diagnostics.Add(GenerationDiagnostics.OutputNotMade(plan.Definition, job.Id, output.Name, output.Target.Name));
        }

        foreach (var output in Read(job))
        {
            var owners = plan.Jobs.Where(other => other.Definition.Outputs.Contains(output)).Select(other => other.Id).ToList();
            if (owners.Count == 0)
                diagnostics.Add(GenerationDiagnostics.OutputNotDeclared(plan.Definition, job.Id, output.Name, "which no job gives"));
            else if (owners.Count > 1)
                diagnostics.Add(GenerationDiagnostics.OutputNotDeclared(plan.Definition, job.Id, output.Name, $"which the jobs {string.Join(" and ", owners)} both give"));
            else if (owners[0] == job.Id)
                diagnostics.Add(GenerationDiagnostics.OutputNotDeclared(plan.Definition, job.Id, output.Name, "which it gives itself, at its end"));
        }
    }

    private static IEnumerable<JobOutput> Read(JobPlan job)
    {
        var conditions = job.Definition.Condition is { } condition ? RunConditionTree.Leaves(condition).OfType<OutputCondition>().Select(leaf => leaf.Source) : [];
        return job.Definition.Variables.Select(variable => variable.Output).OfType<JobOutput>().Concat(conditions).Distinct();
    }
}
