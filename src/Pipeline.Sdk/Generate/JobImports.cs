using Pipeline.Sdk.Graph;
using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk;

/// <summary>What a job of a workflow is to be handed by the jobs before it. A result that is missing is told, and never made again in silence.</summary>
internal static class JobImports
{
    /// <summary>Holds what was imported against the workflow.</summary>
    /// <param name="graph">The pipeline.</param>
    /// <param name="job"><c>workflow/job</c>, as the generated step sets it.</param>
    /// <param name="provided">Target → where its result comes from.</param>
    /// <param name="diagnostics">Receives what is missing.</param>
    public static void Check(TargetGraph graph, string job, IReadOnlyDictionary<string, string> provided, List<Diagnostic> diagnostics)
    {
        foreach (var workflow in graph.Definition.Workflows)
        {
            if (!job.StartsWith(workflow.Name + "/", StringComparison.Ordinal))
                continue;

            var plan = WorkflowPlanner.Plan(graph, workflow).Jobs.FirstOrDefault(one => workflow.Name + "/" + one.Id == job);
            foreach (var step in plan?.Steps ?? [])
            {
                if (step.Disposition == StepDisposition.Provided && !provided.ContainsKey(step.Name) && !MayBeMissing(step.Target))
                    diagnostics.Add(GenerateErrors.MissingResult(job, step.Name, step.Reason[StepSelector.ResultFrom.Length..]));
            }
        }
    }

    // A condition may have left it out, and a tolerated failure makes nothing: then the earlier job has done its part.
    private static bool MayBeMissing(GraphTarget target) => target.IsConditional || !target.Definition.Draft.Conditions.IsEmpty || target.Definition.Draft.ContinuesOnFailure;
}
