using System.Collections.Immutable;
using Pipeline.Sdk.Generation.Azure;
using Pipeline.Sdk.Generation.GitHub;

namespace Pipeline.Sdk.Generation;

/// <summary>The generators this room brings, found by dialect.</summary>
internal static class WorkflowGenerators
{
    public static ImmutableArray<IWorkflowGenerator> All { get; } = [new GitHubGenerator(), new AzureGenerator()];

    /// <summary>The generator of a dialect.</summary>
    /// <exception cref="InvalidPipelineException">PIPE0303: nothing here writes that dialect.</exception>
    public static IWorkflowGenerator For(WorkflowDialect dialect) =>
        All.FirstOrDefault(generator => generator.Dialect.Id == dialect.Id)
        ?? throw new InvalidPipelineException([GenerationDiagnostics.UnknownDialect(dialect, All.Select(generator => generator.Dialect))]);
}
