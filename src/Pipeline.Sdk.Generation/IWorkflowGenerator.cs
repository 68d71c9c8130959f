using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Generation;

/// <summary>Workflow plan → the text of one CI system. Pure: the same plan gives the same bytes.</summary>
internal interface IWorkflowGenerator
{
    WorkflowDialect Dialect { get; }

    /// <summary>Writes one workflow.</summary>
    /// <exception cref="InvalidPipelineException">The plan cannot be written in this dialect: PIPE03xx, all findings at once.</exception>
    GeneratedFile Generate(WorkflowPlan plan, GenerationOptions options);
}
