using System.Collections.Immutable;
using Pipeline.Sdk.Definition;

namespace Pipeline.Sdk.Graph;

/// <summary>The validated, immutable graph of all targets. The order of declaration is a topological order: a handle exists only after its target.</summary>
internal sealed class TargetGraph
{
    private readonly Dictionary<string, int> _byName;

    public TargetGraph(PipelineDefinition definition, ImmutableArray<GraphTarget> targets, GraphTarget? defaultTarget)
    {
        Definition = definition;
        Targets = targets;
        Default = defaultTarget;
        _byName = new Dictionary<string, int>(targets.Length, StringComparer.OrdinalIgnoreCase);
        foreach (var target in targets)
            _byName.Add(target.Name, target.Index);
    }

    public PipelineDefinition Definition { get; }

    public ImmutableArray<GraphTarget> Targets { get; }

    public GraphTarget? Default { get; }

    /// <summary>The target of that name regardless of case, or null.</summary>
    public GraphTarget? Find(string name) => _byName.TryGetValue(name, out var index) ? Targets[index] : null;
}
