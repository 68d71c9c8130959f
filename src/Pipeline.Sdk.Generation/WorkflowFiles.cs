using System.Collections.Immutable;
using Pipeline.Sdk.Graph;
using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Generation;

/// <summary>All files that a pipeline's workflows become, in the order of declaration.</summary>
internal static class WorkflowFiles
{
    /// <exception cref="InvalidPipelineException">A workflow cannot be written: all findings of the first one that cannot.</exception>
    public static ImmutableArray<GeneratedFile> From(TargetGraph graph)
    {
        var workflows = graph.Definition.Workflows;
        return
        [
            .. from workflow in workflows
               from dialect in workflow.Dialects.Distinct()
               let options = new GenerationOptions { Workflows = [.. workflows.Where(other => other.Dialects.Contains(dialect)).Select(other => other.Name)] }
               select WorkflowGenerators.For(dialect).Generate(WorkflowPlanner.Plan(graph, workflow), options),
        ];
    }

    /// <summary>The same, from what the author typed.</summary>
    /// <exception cref="InvalidPipelineException">The definition is invalid, or a workflow cannot be written.</exception>
    public static ImmutableArray<GeneratedFile> From(PipelineBuilder builder)
    {
        var result = GraphBuilder.Build(builder.ToDefinition());
        return result.Graph is { } graph ? From(graph) : throw new InvalidPipelineException(result.Diagnostics);
    }
}
