using Pipeline.Sdk.Definition;

namespace Pipeline.Sdk.Graph;

/// <summary>What must hold for workflows before any YAML is written.</summary>
internal static class WorkflowRules
{
    public static void Check(PipelineDefinition definition, List<Diagnostic> diagnostics)
    {
        var first = new Dictionary<string, WorkflowDefinition>(StringComparer.OrdinalIgnoreCase);
        foreach (var workflow in definition.Workflows)
        {
            if (!Names.IsFileName(workflow.Name))
                diagnostics.Add(GraphDiagnostics.InvalidWorkflowName(workflow.Name, workflow.Source));
            if (!first.TryAdd(workflow.Name, workflow))
                diagnostics.Add(GraphDiagnostics.DuplicateWorkflow(workflow.Name, workflow.Source, first[workflow.Name].Source));
            if (workflow.Dialects.IsEmpty)
                diagnostics.Add(GraphDiagnostics.NoDialect(workflow.Name, workflow.Source));
            if (workflow.Jobs.IsEmpty)
                diagnostics.Add(GraphDiagnostics.NoJob(workflow.Name, workflow.Source));
            CheckJobs(definition, workflow, diagnostics);
        }
    }

    private static void CheckJobs(PipelineDefinition definition, WorkflowDefinition workflow, List<Diagnostic> diagnostics)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var job in workflow.Jobs)
        {
            if (!Names.IsIdentifier(job.Name) || job.Name.Equals("deploy", StringComparison.OrdinalIgnoreCase) || job.Name.Equals("deployment", StringComparison.OrdinalIgnoreCase))
                diagnostics.Add(GraphDiagnostics.InvalidJobName(workflow.Name, job.Name, workflow.Source));
            if (!names.Add(job.Name))
                diagnostics.Add(GraphDiagnostics.DuplicateJob(workflow.Name, job.Name, workflow.Source));
            if (job.Targets.IsEmpty && job.Calls is null)
                diagnostics.Add(GraphDiagnostics.EmptyJob(workflow.Name, job.Name, workflow.Source));

            foreach (var target in job.Targets)
            {
                if (target.Owner != definition.Owner)
                    diagnostics.Add(GraphDiagnostics.ForeignJobTarget(workflow.Name, job.Name, target.Name, workflow.Source));
            }

            if (job.Partition is { } partition && ((IValue)partition).Owner != definition.Owner)
                diagnostics.Add(GraphDiagnostics.ForeignJobTarget(workflow.Name, job.Name, partition.Name, workflow.Source));

            if (job.Environment is { Runtime: ThisMachine } environment && !job.Runners.All(runner => runner.IsSelfHosted))
                diagnostics.Add(GraphDiagnostics.SmokeDeployment(workflow.Name, job.Name, environment.Name, workflow.Source));
        }
    }
}
