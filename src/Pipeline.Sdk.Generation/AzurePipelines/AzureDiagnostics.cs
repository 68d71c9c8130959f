namespace Pipeline.Sdk.Generation.Azure;

/// <summary>What Azure Pipelines cannot do: errors where the meaning would change, warnings where something is only missing.</summary>
internal static class AzureDiagnostics
{
    public static Diagnostic SeveralPools(WorkflowDefinition workflow, string job) =>
        new("PIPE0350", $"Job '{job}' of workflow '{workflow.Name}' has legs in several pools or with several demands, and a job of Azure Pipelines has one pool. Make a job of each.", Source: workflow.Source);

    public static Diagnostic LegsOfDeployment(WorkflowDefinition workflow, string job) =>
        new("PIPE0351", $"Job '{job}' of workflow '{workflow.Name}' deploys and has several legs; a deployment job of Azure Pipelines has no matrix, and two legs would deploy to one environment at a time. Give it one runner.", Source: workflow.Source);

    public static Diagnostic NoFailFast(WorkflowDefinition workflow, string job) =>
        new("PIPE0352", $"Job '{job}' of workflow '{workflow.Name}' ends its legs when one fails; Azure Pipelines lets them run to their end.", DiagnosticSeverity.Warning, workflow.Source);

    public static Diagnostic NoUrl(WorkflowDefinition workflow, string job) =>
        new("PIPE0353", $"Job '{job}' of workflow '{workflow.Name}' gives the address of its environment; Azure Pipelines shows none.", DiagnosticSeverity.Warning, workflow.Source);

    public static Diagnostic ContainersInTemplate(WorkflowDefinition workflow) =>
        new("PIPE0354", $"Workflow '{workflow.Name}' is called by others and has containers, which a template of Azure Pipelines cannot declare. Move the jobs with containers to the calling workflow.", Source: workflow.Source);
}
