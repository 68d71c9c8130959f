using System.Collections.Immutable;
using Pipeline.Sdk.Graph;

namespace Pipeline.Sdk.Planning;

/// <summary>Decides which targets are in a plan and what happens to each. Pure.</summary>
internal static class StepSelector
{
    /// <summary>The steps for the targets asked for, every step after what it waits for.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="requested">What was asked for; these run even when a result is provided.</param>
    /// <param name="skip">What to leave out, together with what only it would have pulled in.</param>
    /// <param name="only">Leaves out everything that was not asked for.</param>
    /// <param name="provided">Results at hand: target → where from.</param>
    /// <param name="requestReason">The phrase for the targets asked for.</param>
    public static ImmutableArray<PlanStep> Select(
        TargetGraph graph,
        IReadOnlyCollection<GraphTarget> requested,
        IReadOnlyCollection<GraphTarget> skip,
        bool only,
        ImmutableDictionary<string, string> provided,
        string requestReason)
    {
        var reasons = new List<string>?[graph.Targets.Length];
        var dispositions = new StepDisposition[graph.Targets.Length];
        var asked = requested.Select(target => target.Index).ToHashSet();
        var skipped = skip.Select(target => target.Index).ToHashSet();
        foreach (var target in requested)
            reasons[target.Index] = [requestReason];

        // Backwards through the order of declaration: every reader is decided before what it reads.
        for (var index = graph.Targets.Length - 1; index >= 0; index--)
        {
            if (reasons[index] is not { } why)
                continue;

            var target = graph.Targets[index];
            if (skipped.Contains(index))
                (dispositions[index], reasons[index]) = (StepDisposition.Skip, ["left out by --skip"]);
            else if (!asked.Contains(index) && provided.TryGetValue(target.Name, out var from))
                (dispositions[index], reasons[index]) = (StepDisposition.Provided, [$"result from {from}"]);
            else if (only && !asked.Contains(index))
                (dispositions[index], reasons[index]) = (StepDisposition.Skip, ["left out by --only"]);
            else
                Pull(target, reasons);
        }

        return Order(graph, reasons, dispositions);
    }

    private static void Pull(GraphTarget target, List<string>?[] reasons)
    {
        foreach (var edge in target.Dependencies)
            (reasons[edge.Target] ??= []).Add(edge.ReadsOutput ? $"{target.Name} needs its output" : $"{target.Name} depends on it");
    }

    private static ImmutableArray<PlanStep> Order(TargetGraph graph, List<string>?[] reasons, StepDisposition[] dispositions)
    {
        var steps = ImmutableArray.CreateBuilder<PlanStep>();
        var position = new int[graph.Targets.Length];
        foreach (var target in graph.Targets)
        {
            if (reasons[target.Index] is not { } why)
                continue;

            position[target.Index] = steps.Count;
            steps.Add(new PlanStep
            {
                Index = steps.Count,
                Target = target,
                Disposition = dispositions[target.Index],
                Reason = string.Join("; ", Enumerable.Reverse(why)),
                WaitsFor = dispositions[target.Index] == StepDisposition.Run ? WaitsFor(graph, target, reasons, dispositions, position) : [],
            });
        }

        return steps.ToImmutable();
    }

    // A step that is left out still carries the order from what it depends on to what depends on it.
    private static ImmutableArray<int> WaitsFor(
        TargetGraph graph,
        GraphTarget target,
        List<string>?[] reasons,
        StepDisposition[] dispositions,
        int[] position)
    {
        var found = ImmutableArray.CreateBuilder<int>(target.Dependencies.Length);
        HashSet<int>? seen = null;
        Visit(target);
        return found.ToImmutable();

        void Visit(GraphTarget from)
        {
            foreach (var edge in from.Dependencies)
            {
                if (reasons[edge.Target] is not null && dispositions[edge.Target] == StepDisposition.Run)
                {
                    if (!found.Contains(position[edge.Target]))
                        found.Add(position[edge.Target]);
                }
                else if ((seen ??= []).Add(edge.Target))
                {
                    Visit(graph.Targets[edge.Target]);
                }
            }
        }
    }
}
