using System.Collections.Immutable;
using Pipeline.Sdk.Graph;
using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Core.Tests;

/// <summary>The stages of a pipeline, one call each.</summary>
internal static class Given
{
    public static readonly WorkflowDialect Dialect = new("test", "Test");

    public static PipelineBuilder Pipeline() => PipelineBuilder.Create([]);

    public static TargetGraph Graph(PipelineBuilder build)
    {
        var result = GraphBuilder.Build(build.ToDefinition());
        return result.Graph ?? throw new InvalidPipelineException(result.Diagnostics);
    }

    /// <summary>What the graph stage says of a pipeline.</summary>
    public static ImmutableArray<Diagnostic> Findings(Action<PipelineBuilder> declare)
    {
        var build = Pipeline();
        declare(build);
        var result = GraphBuilder.Build(build.ToDefinition());
        Assert.Equal(result.Diagnostics.Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error), result.Graph is null);
        return result.Diagnostics;
    }

    public static PlanResult Planned(PipelineBuilder build, Invocation invocation, PlanFacts? facts = null) =>
        Planner.Plan(Graph(build), invocation, facts ?? new PlanFacts());

    public static Plan Plan(PipelineBuilder build, Invocation invocation, PlanFacts? facts = null)
    {
        var result = Planned(build, invocation, facts);
        return result.Plan ?? throw new InvalidPipelineException(result.Diagnostics);
    }

    public static Plan Plan(PipelineBuilder build, params string[] targets) => Plan(build, new Invocation { Targets = [.. targets] });

    public static Diagnostic OnlyProblem(PlanResult result)
    {
        Assert.Null(result.Plan);
        return Assert.Single(result.Diagnostics);
    }

    public static PlanFacts Variables(params (string Name, string Value)[] variables) =>
        new() { Variables = variables.ToImmutableDictionary(variable => variable.Name, variable => variable.Value) };

    public static PlanFacts Provided(params (string Target, string From)[] results) =>
        new() { Provided = results.ToImmutableDictionary(result => result.Target, result => result.From) };

    /// <summary>A plan as text, which compares by value.</summary>
    public static string Text(Plan plan) => string.Join(
        '\n',
        plan.Steps.Select(step => $"{step.Index} {step.Name} {step.Disposition} [{string.Join(',', step.WaitsFor)}] {step.Reason}")
            .Concat(plan.Parameters.Select(parameter => $"{parameter.Definition.Name}={parameter.Text} ({parameter.Source})"))
            .Append($"{string.Join(',', plan.Requested)} {plan.Environment} {string.Join(',', plan.NeedsConfirmation)}"));
}
