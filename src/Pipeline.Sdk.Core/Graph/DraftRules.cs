using System.Collections.Immutable;
using Pipeline.Sdk.Definition;

namespace Pipeline.Sdk.Graph;

/// <summary>What must hold for what the author said of one target.</summary>
internal static class DraftRules
{
    /// <summary>Checks one target.</summary>
    /// <param name="definition">The pipeline.</param>
    /// <param name="target">The target.</param>
    /// <param name="last">The targets that run after everything else.</param>
    /// <param name="diagnostics">Receives what is wrong.</param>
    public static void Check(PipelineDefinition definition, TargetDefinition target, HashSet<Target> last, List<Diagnostic> diagnostics)
    {
        CheckOwners(definition, target, diagnostics);
        CheckLimits(target, diagnostics);
        if (target.Draft.Result is { } rule)
            ResultRules.Check(target, rule, diagnostics);
        if (last.Count > 0)
            CheckLast(target, last, diagnostics);
    }

    /// <summary>The targets that run after everything else.</summary>
    public static HashSet<Target> Last(PipelineDefinition definition)
    {
        var last = new HashSet<Target>();
        foreach (var target in definition.Targets)
        {
            if (target.Draft.IsFinally && target.Draft.FinallyOf.IsEmpty)
                last.Add(target.Handle);
        }

        return last;
    }

    public static void CheckResources(PipelineDefinition definition, List<Diagnostic> diagnostics)
    {
        var first = new Dictionary<string, Resource>(StringComparer.OrdinalIgnoreCase);
        foreach (var resource in definition.Resources)
        {
            if (!first.TryAdd(resource.Name, resource))
                diagnostics.Add(GraphDiagnostics.DuplicateResource(resource.Name, resource.Source, first[resource.Name].Source));
            if (resource.Capacity < 1)
                diagnostics.Add(GraphDiagnostics.InvalidCapacity(resource.Name, resource.Capacity, resource.Source));
        }

        foreach (var parameter in definition.Parameters)
        {
            if (parameter.Handle is Partition { Parts: < 2 } partition)
                diagnostics.Add(GraphDiagnostics.InvalidPartition(partition.Name, partition.Parts, parameter.Source));
        }
    }

    /// <summary>Whether a condition of the target is decided in the plan.</summary>
    public static bool HasPlanCondition(TargetDefinition target)
    {
        if (target.Partition is not null)
            return true;

        foreach (var condition in target.Draft.Conditions)
        {
            if (IsOfPlan(condition))
                return true;
        }

        return false;
    }

    /// <summary>Whether the condition is decided in the plan: it reads facts, a parameter or the environment, and no target's output.</summary>
    public static bool IsOfPlan(TargetCondition condition) => condition.OfPlan is not null || (condition.Value is { } value && value is not Target);

    private static void CheckOwners(PipelineDefinition definition, TargetDefinition target, List<Diagnostic> diagnostics)
    {
        var draft = target.Draft;
        CheckOwners(definition, target, draft.DependsOn, diagnostics);
        CheckOwners(definition, target, draft.After, diagnostics);
        CheckOwners(definition, target, draft.TriggeredBy, diagnostics);
        CheckOwners(definition, target, draft.FinallyOf, diagnostics);
        foreach (var value in draft.Needs)
            CheckOwner(definition, target, value, diagnostics);
        foreach (var condition in draft.Conditions)
        {
            if (condition.Value is { } value)
                CheckOwner(definition, target, value, diagnostics);
        }

        if (draft.Partition is { } partition)
            CheckOwner(definition, target, partition, diagnostics);
        foreach (var use in draft.Uses)
        {
            if (use.Resource.Owner != definition.Owner)
                diagnostics.Add(GraphDiagnostics.ForeignHandle(target.Name, use.Resource.Name, target.Source));
        }
    }

    private static void CheckOwners(PipelineDefinition definition, TargetDefinition target, ImmutableArray<Target> handles, List<Diagnostic> diagnostics)
    {
        foreach (var handle in handles)
        {
            if (handle.Owner != definition.Owner)
                diagnostics.Add(GraphDiagnostics.ForeignHandle(target.Name, handle.Name, target.Source));
        }
    }

    private static void CheckOwner(PipelineDefinition definition, TargetDefinition target, IValue value, List<Diagnostic> diagnostics)
    {
        if (value.Owner != definition.Owner)
            diagnostics.Add(GraphDiagnostics.ForeignHandle(target.Name, value.Name, target.Source));
    }

    private static void CheckLimits(TargetDefinition target, List<Diagnostic> diagnostics)
    {
        if (target.Draft.Timeout is { } timeout && timeout <= TimeSpan.Zero)
            diagnostics.Add(GraphDiagnostics.InvalidTimeout(target.Name, timeout, target.Source));
        if (target.Draft.Retry is { } retry && (retry.Attempts < 2 || retry.Delay < TimeSpan.Zero))
            diagnostics.Add(GraphDiagnostics.InvalidRetry(target.Name, retry, target.Source));
        foreach (var use in target.Draft.Uses)
        {
            if (use.Units < 1 || use.Units > use.Resource.Capacity)
                diagnostics.Add(GraphDiagnostics.InvalidUnits(target.Name, use, target.Source));
        }
    }

    // What runs last waits for everything else: nothing can wait for it.
    private static void CheckLast(TargetDefinition target, HashSet<Target> last, List<Diagnostic> diagnostics)
    {
        var draft = target.Draft;
        foreach (var handle in draft.DependsOn.Concat(draft.TriggeredBy).Concat(draft.FinallyOf).Concat(draft.After).Concat(draft.Needs.OfType<Target>()).Distinct())
        {
            if (last.Contains(handle))
                diagnostics.Add(GraphDiagnostics.WaitsForLast(target.Name, handle.Name, target.Source));
        }
    }
}
