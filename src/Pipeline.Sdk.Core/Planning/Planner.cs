using System.Collections.Immutable;
using Pipeline.Sdk.Graph;

namespace Pipeline.Sdk.Planning;

/// <summary>Graph + invocation + facts → plan. Pure; finds everything that is wrong before it says so.</summary>
internal static class Planner
{
    public static PlanResult Plan(TargetGraph graph, Invocation invocation, PlanFacts facts)
    {
        var diagnostics = new List<Diagnostic>();
        var requested = Requested(graph, invocation, diagnostics, out var reason);
        var skip = Resolve(graph, invocation.Skip, diagnostics);
        var environment = Environment(graph, invocation, diagnostics);
        var conditions = new PlanConditions(graph, invocation, facts, environment, diagnostics);
        var steps = StepSelector.Select(graph, new StepSelection
        {
            Requested = requested,
            RequestReason = reason,
            Skip = skip,
            Only = invocation.Only,
            Provided = facts.Provided,
            ProvidesRequested = facts.ProvidesRequested,
            LeftOut = conditions.LeftOut,
        });

        CheckOutputs(graph, steps, diagnostics);
        CheckEnvironment(graph, steps, invocation, diagnostics);
        var parameters = ParameterBinder.Bind(graph, steps, environment, invocation, facts, diagnostics, out var missing);
        if (diagnostics.Count > 0 || !missing.IsEmpty)
            return new PlanResult(null, [.. diagnostics]) { Missing = missing };

        return new PlanResult(
            new Plan
            {
                Graph = graph,
                Steps = steps,
                Requested = [.. requested.Select(target => target.Name)],
                Environment = environment,
                Parameters = parameters,
                NeedsConfirmation = environment is { IsProtected: true } ? [.. Running(steps).Where(step => step.Target.Definition.ChangesEnvironment).Select(step => step.Name)] : [],
            },
            []);
    }

    private static List<GraphTarget> Requested(TargetGraph graph, Invocation invocation, List<Diagnostic> diagnostics, out string reason)
    {
        reason = "asked for";
        if (!invocation.Targets.IsEmpty)
            return Resolve(graph, invocation.Targets, diagnostics);

        reason = "the default target";
        if (graph.Default is { } target)
            return [target];

        diagnostics.Add(PlanDiagnostics.NothingAskedFor());
        return [];
    }

    private static List<GraphTarget> Resolve(TargetGraph graph, ImmutableArray<string> names, List<Diagnostic> diagnostics)
    {
        var found = new List<GraphTarget>();
        foreach (var name in names)
        {
            if (graph.Find(name) is not { } target)
                diagnostics.Add(PlanDiagnostics.UnknownTarget(name, graph.Targets.Select(known => known.Name)));
            else if (!found.Contains(target))
                found.Add(target);
        }

        return found;
    }

    private static DeploymentEnvironment? Environment(TargetGraph graph, Invocation invocation, List<Diagnostic> diagnostics)
    {
        if (invocation.Environment is not { } name)
            return null;

        foreach (var environment in graph.Definition.Environments)
        {
            if (environment.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                return environment;
        }

        diagnostics.Add(PlanDiagnostics.UnknownEnvironment(name, EnvironmentNames(graph)));
        return null;
    }

    private static void CheckOutputs(TargetGraph graph, ImmutableArray<PlanStep> steps, List<Diagnostic> diagnostics)
    {
        var byTarget = new PlanStep?[graph.Targets.Length];
        foreach (var step in steps)
            byTarget[step.Target.Index] = step;
        foreach (var step in Running(steps))
        {
            foreach (var edge in step.Target.Dependencies)
            {
                if (edge.ReadsOutput && byTarget[edge.Target] is { Disposition: StepDisposition.Skip } read)
                    diagnostics.Add(PlanDiagnostics.OutputLeftOut(step.Name, graph.Targets[edge.Target].Name, read.Reason));
            }
        }
    }

    private static void CheckEnvironment(TargetGraph graph, ImmutableArray<PlanStep> steps, Invocation invocation, List<Diagnostic> diagnostics)
    {
        var needing = Running(steps).Where(step => step.Target.NeedsEnvironment).Select(step => step.Name).ToList();
        if (needing.Count > 0 && invocation.Environment is null)
            diagnostics.Add(PlanDiagnostics.EnvironmentMissing(needing, EnvironmentNames(graph)));
    }

    private static IEnumerable<PlanStep> Running(ImmutableArray<PlanStep> steps) => steps.Where(step => step.Disposition == StepDisposition.Run);

    private static ImmutableArray<string> EnvironmentNames(TargetGraph graph) => [.. graph.Definition.Environments.Select(environment => environment.Name)];
}
