using System.Collections.Immutable;
using Pipeline.Sdk.Definition;

namespace Pipeline.Sdk.Graph;

/// <summary>Definition → graph. Finds everything that is wrong before it says so.</summary>
internal static class GraphBuilder
{
    public static GraphResult Build(PipelineDefinition definition)
    {
        var diagnostics = new List<Diagnostic>();
        CheckTargets(definition, diagnostics);
        CheckParameters(definition, diagnostics);
        ParameterRules.Check(definition, diagnostics);
        CheckEnvironments(definition, diagnostics);
        DraftRules.CheckResources(definition, diagnostics);
        WorkflowRules.Check(definition, diagnostics);

        if (diagnostics.Exists(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error))
            return new GraphResult(null, [.. diagnostics]);

        return new GraphResult(Resolve(definition), [.. diagnostics]);
    }

    private static void CheckTargets(PipelineDefinition definition, List<Diagnostic> diagnostics)
    {
        var first = new Dictionary<string, TargetDefinition>(StringComparer.OrdinalIgnoreCase);
        var last = DraftRules.Last(definition);
        foreach (var target in definition.Targets)
        {
            CheckName(target, diagnostics);
            if (!first.TryAdd(target.Name, target))
                diagnostics.Add(GraphDiagnostics.DuplicateTarget(target.Name, target.Source, first[target.Name].Name, first[target.Name].Source));
            if (target.Parent is null)
                DraftRules.Check(definition, target, last, diagnostics);
        }

        foreach (var draft in definition.Unfinished)
            diagnostics.Add(GraphDiagnostics.UnfinishedTarget(draft.Name, draft.Source));
        if (definition.Default is { } handleOfDefault && handleOfDefault.Owner != definition.Owner)
            diagnostics.Add(GraphDiagnostics.ForeignDefault(handleOfDefault.Name, definition.Owner.Source));
    }

    private static void CheckName(TargetDefinition target, List<Diagnostic> diagnostics)
    {
        if (target.Parent is null && !Names.IsIdentifier(target.Name))
            diagnostics.Add(GraphDiagnostics.InvalidTargetName(target.Name, target.Source));
        if (target.Parent is { } parent && !Names.IsItem(target.Item))
            diagnostics.Add(GraphDiagnostics.InvalidItemName(parent, target.Item, target.Source));
    }

    private static void CheckParameters(PipelineDefinition definition, List<Diagnostic> diagnostics)
    {
        var first = new Dictionary<string, ParameterDefinition>(StringComparer.Ordinal);
        foreach (var parameter in definition.Parameters)
        {
            if (!Names.IsKebab(parameter.Name))
                diagnostics.Add(GraphDiagnostics.InvalidParameterName(parameter.Name, parameter.Source));
            else if (ReservedOptions.All.Contains(parameter.Name))
                diagnostics.Add(GraphDiagnostics.ReservedParameter(parameter.Name, parameter.Source));
            if (!first.TryAdd(parameter.Name, parameter))
                diagnostics.Add(GraphDiagnostics.DuplicateParameter(parameter.Name, parameter.Source, first[parameter.Name].Source));
        }
    }

    private static void CheckEnvironments(PipelineDefinition definition, List<Diagnostic> diagnostics)
    {
        var first = new Dictionary<string, DeploymentEnvironment>(StringComparer.OrdinalIgnoreCase);
        foreach (var environment in definition.Environments)
        {
            if (!Names.IsFileName(environment.Name))
                diagnostics.Add(GraphDiagnostics.InvalidEnvironmentName(environment.Name, environment.Source));
            if (!first.TryAdd(environment.Name, environment))
                diagnostics.Add(GraphDiagnostics.DuplicateEnvironment(environment.Name, environment.Source, first[environment.Name].Source));
            if (!environment.Variables.IsEmpty || !environment.Gates.IsEmpty)
                EnvironmentRules.Check(definition, environment, diagnostics);
        }
    }

    private static TargetGraph Resolve(PipelineDefinition definition)
    {
        var indexes = new Dictionary<Target, int>(definition.Targets.Length);
        var parameters = new Dictionary<IValue, ParameterDefinition>(definition.Parameters.Length);
        foreach (var parameter in definition.Parameters)
            parameters.Add(parameter.Handle, parameter);

        var targets = ImmutableArray.CreateBuilder<GraphTarget>(definition.Targets.Length);
        foreach (var target in definition.Targets)
        {
            indexes.Add(target.Handle, targets.Count);
            targets.Add(Resolve(target, targets.Count, indexes, parameters, targets));
        }

        var graph = targets.MoveToImmutable();
        return new TargetGraph(definition, graph, definition.Default is { } handle ? graph[indexes[handle]] : null);
    }

    private static GraphTarget Resolve(
        TargetDefinition target,
        int index,
        Dictionary<Target, int> indexes,
        Dictionary<IValue, ParameterDefinition> parameters,
        ImmutableArray<GraphTarget>.Builder before)
    {
        var edges = ImmutableArray.CreateBuilder<GraphEdge>();
        var reads = ImmutableArray.CreateBuilder<ParameterDefinition>();
        var needsEnvironment = target.ChangesEnvironment;
        foreach (var value in target.Needs)
            needsEnvironment |= Read(value, edges, reads, indexes, parameters);

        // A condition that reads the environment does not ask for one: it is false where none is selected.
        foreach (var condition in target.Draft.Conditions)
        {
            if (condition.Value is { } value)
                Read(value, edges, reads, indexes, parameters);
        }

        foreach (var handle in target.DependsOn)
            Add(edges, new GraphEdge(indexes[handle], ReadsOutput: false));

        var bound = needsEnvironment;
        var isConditional = DraftRules.HasPlanCondition(target);
        foreach (var edge in edges)
        {
            bound |= before[edge.Target].IsEnvironmentBound;
            isConditional |= edge.ReadsOutput && before[edge.Target].IsConditional;
        }

        return new GraphTarget
        {
            Index = index,
            Definition = target,
            Dependencies = edges.ToImmutable(),
            After = Indexes(target.Draft.After, indexes),
            TriggeredBy = Indexes(target.Draft.TriggeredBy, indexes),
            FinallyOf = Indexes(target.Draft.FinallyOf, indexes),
            Parameters = reads.ToImmutable(),
            NeedsEnvironment = needsEnvironment,
            IsEnvironmentBound = bound,
            IsConditional = isConditional,
        };
    }

    /// <returns>Whether it is the selected environment.</returns>
    private static bool Read(
        IValue value,
        ImmutableArray<GraphEdge>.Builder edges,
        ImmutableArray<ParameterDefinition>.Builder reads,
        Dictionary<Target, int> indexes,
        Dictionary<IValue, ParameterDefinition> parameters)
    {
        switch (value)
        {
            case Target handle:
                Add(edges, new GraphEdge(indexes[handle], ReadsOutput: true));
                return false;
            case SelectedEnvironment:
                return true;
            default:
                if (!reads.Contains(parameters[value]))
                    reads.Add(parameters[value]);
                return false;
        }
    }

    private static ImmutableArray<int> Indexes(ImmutableArray<Target> handles, Dictionary<Target, int> indexes)
    {
        if (handles.IsEmpty)
            return [];

        var found = ImmutableArray.CreateBuilder<int>(handles.Length);
        foreach (var handle in handles)
        {
            if (!found.Contains(indexes[handle]))
                found.Add(indexes[handle]);
        }

        return found.ToImmutable();
    }

    private static void Add(ImmutableArray<GraphEdge>.Builder edges, GraphEdge edge)
    {
        foreach (var existing in edges)
        {
            if (existing.Target == edge.Target)
                return;
        }

        edges.Add(edge);
    }
}
