using Pipeline.Sdk.Generation;
using Pipeline.Sdk.Generation.Azure;

namespace Pipeline.Sdk;

/// <summary>Workflows for Azure Pipelines: <c>azure-pipelines.yml</c> for the workflow <c>ci</c> or the only one, else <c>azure-pipelines.NAME.yml</c>.</summary>
public static class AzurePipelines
{
    /// <summary>The dialect, for <see cref="WorkflowDraft.Emit"/>.</summary>
    public static WorkflowDialect Dialect { get; } = new GeneratedDialect("azure-pipelines", "Azure Pipelines", new AzureGenerator());
}
