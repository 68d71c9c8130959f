using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Pipeline.Sdk.Definition;
using Pipeline.Sdk.Graph;

namespace Pipeline.Sdk.Planning;

/// <summary>Decides the conditions that need nothing but the plan's own facts: parameters, environment, host, and which part of a list this run does.</summary>
internal sealed class PlanConditions : IValueReader
{
    private readonly TargetGraph _graph;
    private readonly Invocation _invocation;
    private readonly PlanFacts _facts;
    private readonly DeploymentEnvironment? _environment;
    private readonly List<Diagnostic> _diagnostics;
    private readonly Dictionary<int, string?> _decided = [];
    private readonly Dictionary<string, IReadOnlyDictionary<string, int>> _splits = new(StringComparer.Ordinal);

    /// <summary>Prepares the decisions of one plan.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="invocation">What was asked for.</param>
    /// <param name="facts">What is known of the world.</param>
    /// <param name="environment">The selected environment, or null.</param>
    /// <param name="diagnostics">Receives what goes wrong in a condition.</param>
    public PlanConditions(TargetGraph graph, Invocation invocation, PlanFacts facts, DeploymentEnvironment? environment, List<Diagnostic> diagnostics)
    {
        _graph = graph;
        _invocation = invocation;
        _facts = facts;
        _environment = environment;
        _diagnostics = diagnostics;
    }

    /// <summary>Why the target is left out, or null when it runs.</summary>
    public string? LeftOut(GraphTarget target)
    {
        if (!target.IsConditional)
            return null;
        if (_decided.TryGetValue(target.Index, out var known))
            return known;

        var reason = OwnReason(target) ?? InheritedReason(target);
        _decided[target.Index] = reason;
        return reason;
    }

    public T Read<T>(IValue<T> value) =>
        TryRead(value, out var found) ? found : throw new InvalidOperationException($"The value '{value.Name}' is not known in the plan.");

    public bool TryRead<T>(IValue<T> value, [MaybeNullWhen(false)] out T found)
    {
        if (value is SelectedEnvironment && _environment is T environment)
        {
            found = environment;
            return true;
        }

        if (Peek(value) is T typed)
        {
            found = typed;
            return true;
        }

        found = default;
        return false;
    }

    private string? OwnReason(GraphTarget target)
    {
        foreach (var condition in target.Definition.Draft.Conditions)
        {
            if (DraftRules.IsOfPlan(condition) && !Holds(target, condition))
                return condition.Reason;
        }

        return target.Definition.Partition is { } partition ? OtherPart(target, partition) : null;
    }

    // Without the output there is nothing to work on.
    private string? InheritedReason(GraphTarget target)
    {
        foreach (var edge in target.Dependencies)
        {
            var read = _graph.Targets[edge.Target];
            if (edge.ReadsOutput && !_facts.Provided.ContainsKey(read.Name) && LeftOut(read) is { } reason)
                return $"needs the output of {read.Name}, which is left out: {reason}";
        }

        return null;
    }

    private bool Holds(GraphTarget target, TargetCondition condition)
    {
        try
        {
            if (condition.OfPlan is { } ofPlan)
                return ofPlan(_facts.Context with { Environment = _environment });
            if (condition.Value is SelectedEnvironment && _environment is null)
                return false;

            // A value that is missing or wrong is told by the binder, which counts the target among its readers.
            return condition.Value is null || condition.OfValue is null || !IsKnown(condition.Value) || condition.OfValue(this);
        }
        catch (Exception error)
        {
            // The edge of the author's code: whatever it throws is told with everything else that is wrong.
            _diagnostics.Add(PlanDiagnostics.ConditionFailed(target.Definition, condition.Reason, error));
            return true;
        }
    }

    private bool IsKnown(IValue value) => value is SelectedEnvironment || Peek(value) is not null;

    private object? Peek(IValue value) => ParameterBinder.Peek(_graph, value, _invocation, _facts);

    private string? OtherPart(GraphTarget target, Partition partition)
    {
        if (target.Definition.Parent is not { } parent || Peek(partition) is not PartitionPart { Count: > 1 } part)
            return null;

        if (!_splits.TryGetValue(parent, out var split))
        {
            var siblings = _graph.Targets.Where(other => other.Definition.Parent == parent).Select(other => other.Name).ToImmutableArray();
            _splits.Add(parent, split = PartitionSplitter.Split(siblings, part.Count, _facts.Durations));
        }

        return split[target.Name] == part.Index ? null : $"belongs to part {split[target.Name]}/{part.Count} of --{partition.Name}";
    }
}
