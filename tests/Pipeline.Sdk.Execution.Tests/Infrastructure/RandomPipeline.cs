using CsCheck;
using Pipeline.Sdk.Graph;
using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Execution.Tests;

/// <summary>A pipeline of up to 300 targets with random edges; every target makes a number from those it rests on.</summary>
internal sealed record RandomPipeline(int[][] Edges)
{
    public static Gen<RandomPipeline> Any { get; } = Gen.Int[0, 9999].Array[0, 4].Array[1, 300].Select(rows =>
        new RandomPipeline([.. rows.Select((row, index) => index == 0 ? [] : row.Select(value => value % index).Distinct().ToArray())]));

    /// <summary>A plan of all targets; step and target have the same index.</summary>
    public Plan Plan()
    {
        var build = PipelineBuilder.Create([]);
        var handles = new List<Target<int>>();
        foreach (var edges in Edges)
        {
            var index = handles.Count;
            var draft = build.Target("T" + index).DependsOn([.. edges.Skip(2).Select(edge => handles[edge])]);
            handles.Add(edges.Length switch
            {
                0 => draft.Run(_ => index),
                1 => draft.Needs(handles[edges[0]]).Run((_, x) => unchecked((x * 31) + index)),
                _ => draft.Needs(handles[edges[0]]).Needs(handles[edges[1]]).Run((_, x, y) => unchecked((x * 31) + (y * 17) + index)),
            });
        }

        var graph = GraphBuilder.Build(build.ToDefinition()).Graph ?? throw new InvalidOperationException();
        return Planner.Plan(graph, new Invocation { Targets = [.. handles.Select(handle => handle.Name)] }, new PlanFacts()).Plan ?? throw new InvalidOperationException();
    }

    /// <summary>What rests on a target, itself not included.</summary>
    public HashSet<int> Dependants(int of)
    {
        var found = new HashSet<int> { of };
        for (var index = of + 1; index < Edges.Length; index++)
        {
            if (Edges[index].Any(found.Contains))
                found.Add(index);
        }

        found.Remove(of);
        return found;
    }
}
