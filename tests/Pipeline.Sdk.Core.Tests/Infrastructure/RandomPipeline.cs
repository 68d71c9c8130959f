using CsCheck;

namespace Pipeline.Sdk.Core.Tests;

/// <summary>A pipeline of up to 300 targets with random edges, and which targets are asked for.</summary>
internal sealed record RandomPipeline(int[][] Edges, int[] Asked)
{
    public static Gen<RandomPipeline> Any { get; } =
        Gen.Select(Gen.Int[0, 9999].Array[0, 4].Array[1, 300], Gen.Int[0, 9999].Array[1, 4], (edges, asked) => new RandomPipeline(
            [.. edges.Select((row, index) => index == 0 ? [] : row.Select(value => value % index).Distinct().ToArray())],
            [.. asked.Select(value => value % edges.Length).Distinct()]));

    public string[] AskedNames => [.. Asked.Select(Name)];

    public static string Name(int index) => "T" + index;

    /// <summary>The first edge reads the output, the others only wait.</summary>
    public PipelineBuilder Build()
    {
        var build = Given.Pipeline();
        var handles = new List<Target<int>>();
        foreach (var edges in Edges)
        {
            var draft = build.Target(Name(handles.Count)).DependsOn([.. edges.Skip(1).Select(edge => handles[edge])]);
            handles.Add(edges.Length == 0 ? draft.Run(_ => 1) : draft.Needs(handles[edges[0]]).Run((_, value) => value + 1));
        }

        return build;
    }

    /// <summary>What the targets asked for rest on, found the slow and obvious way.</summary>
    public HashSet<int> Closure()
    {
        var found = new HashSet<int>();
        var open = new Stack<int>(Asked);
        while (open.TryPop(out var index))
        {
            if (!found.Add(index))
                continue;

            foreach (var edge in Edges[index])
                open.Push(edge);
        }

        return found;
    }
}
