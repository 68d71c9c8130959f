using System.Globalization;

namespace Pipeline.Sdk.Benchmarks.Fixture;

/// <summary>Graphs of one shape and any size. The target that pulls in all of one is called All.</summary>
internal static class Graphs
{
    /// <summary>Targets that do nothing, in layers of the same size; each rests on some of the layer before.</summary>
    public static void Layered(PipelineBuilder build, int targets, int layers, int dependencies)
    {
        var width = targets / layers;
        var before = new Target[width];
        for (var layer = 0; layer < layers; layer++)
        {
            var own = new Target[width];
            for (var i = 0; i < width; i++)
            {
                var draft = build.Target(string.Create(CultureInfo.InvariantCulture, $"L{layer}_{i}"));
                for (var edge = 0; layer > 0 && edge < dependencies; edge++)
                    draft = draft.DependsOn(before[(i + edge) % width]);
                own[i] = draft.Run(run => { });
            }

            before = own;
        }

        build.Target("All").DependsOn(before).Run(run => { });
    }

    /// <summary>Targets that wait for nothing and do the same.</summary>
    public static void Independent(PipelineBuilder build, int count, Action<RunContext> work) => Independent(build, count, (draft) => draft.Run(work));

    /// <inheritdoc cref="Independent(PipelineBuilder, int, Action{RunContext})"/>
    public static void Independent(PipelineBuilder build, int count, Func<RunContext, Task> work) => Independent(build, count, (draft) => draft.Run(work));

    private static void Independent(PipelineBuilder build, int count, Func<TargetDraft, Target> finish)
    {
        var targets = new Target[count];
        for (var i = 0; i < count; i++)
            targets[i] = finish(build.Target(string.Create(CultureInfo.InvariantCulture, $"T{i}")));
        build.Target("All").DependsOn(targets).Run(run => { });
    }
}
