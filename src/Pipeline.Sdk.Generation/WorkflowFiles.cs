using System.Collections.Immutable;
using Pipeline.Sdk.Generation.Locking;
using Pipeline.Sdk.Generation.Rules;
using Pipeline.Sdk.Generation.Setup;
using Pipeline.Sdk.Graph;
using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Generation;

/// <summary>All files that a pipeline's workflows become. Every rule is asked of every workflow before the first file is made.</summary>
internal static class WorkflowFiles
{
    // What generated workflows may use; a lock without one of them gets it from the SDK's.
    private static readonly string[] Actions =
    [
        "actions/attest-build-provenance", "actions/cache", "actions/checkout", "actions/download-artifact", "actions/setup-dotnet", "actions/upload-artifact", "Azure/login", "NuGet/login",
    ];

    /// <summary>Makes everything.</summary>
    /// <param name="graph">The pipeline.</param>
    /// <param name="lockText">The repository's lock of actions; null for none yet.</param>
    /// <exception cref="InvalidPipelineException">Workflows cannot be written: all findings of all of them.</exception>
    public static GenerationResult Make(TargetGraph graph, string? lockText = null)
    {
        var diagnostics = new List<Diagnostic>();
        var locked = (lockText is null ? ActionLock.Embedded : ActionLock.Parse(lockText, diagnostics)).With(Actions);
        var planned = graph.Definition.Workflows.Select(workflow => (Workflow: workflow, Plan: WorkflowPlanner.Plan(graph, workflow, diagnostics))).ToList();
        foreach (var (workflow, plan) in planned)
            Check(workflow, plan, diagnostics);
        if (diagnostics.Exists(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error))
            throw new InvalidPipelineException([.. diagnostics]);

        var files = ImmutableArray.CreateBuilder<GeneratedFile>();
        var reports = ImmutableArray.CreateBuilder<DialectReport>();
        foreach (var plan in planned.Select(entry => entry.Plan).OfType<WorkflowPlan>())
        {
            foreach (var dialect in plan.Definition.Dialects.Distinct().OfType<GeneratedDialect>())
            {
                var options = Options(graph, dialect, locked);
                var file = dialect.Generator.Generate(plan, options);
                files.Add(file);
                reports.Add(new DialectReport(
                    plan.Name,
                    dialect.Name,
                    file.Path,
                    [.. dialect.Generator.Capabilities(plan).Distinct()],
                    [.. dialect.Generator.Setup(plan, options).Distinct().OrderByDescending(item => item.IsUrgent)]));
            }
        }

        return new GenerationResult { Files = files.ToImmutable(), Warnings = [.. diagnostics], Lock = locked, UsesActions = planned.Exists(entry => entry.Workflow.Dialects.OfType<GeneratedDialect>().Any(dialect => dialect.Generator.UsesActions)), Reports = reports.ToImmutable() };
    }

    /// <summary>The files alone.</summary>
    public static ImmutableArray<GeneratedFile> From(TargetGraph graph) => Make(graph).Files;

    /// <summary>The same, from what the author typed.</summary>
    /// <exception cref="InvalidPipelineException">The definition is invalid, or a workflow cannot be written.</exception>
    public static ImmutableArray<GeneratedFile> From(PipelineBuilder builder) => Make(builder).Files;

    /// <summary>Everything, from what the author typed.</summary>
    /// <exception cref="InvalidPipelineException">The definition is invalid, or a workflow cannot be written.</exception>
    public static GenerationResult Make(PipelineBuilder builder)
    {
        var result = GraphBuilder.Build(builder.ToDefinition());
        return result.Graph is { } graph ? Make(graph) : throw new InvalidPipelineException(result.Diagnostics);
    }

    private static void Check(WorkflowDefinition workflow, WorkflowPlan? plan, List<Diagnostic> diagnostics)
    {
        diagnostics.AddRange(workflow.Dialects.Distinct().Where(dialect => dialect is not GeneratedDialect).Select(dialect => GenerationDiagnostics.UnknownDialect(workflow, dialect)));
        if (plan is null)
            return;

        PlanRules.Check(plan, diagnostics);
        foreach (var dialect in workflow.Dialects.Distinct().OfType<GeneratedDialect>())
            dialect.Generator.Check(plan, diagnostics);
    }

    private static GenerationOptions Options(TargetGraph graph, WorkflowDialect dialect, ActionLock locked) => new()
    {
        Workflows = [.. graph.Definition.Workflows.Where(workflow => workflow.Call is null && workflow.Dialects.Contains(dialect)).Select(workflow => workflow.Name)],
        Lock = locked,
    };
}
