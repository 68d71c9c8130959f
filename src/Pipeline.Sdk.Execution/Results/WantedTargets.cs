using Pipeline.Sdk.Graph;
using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Execution.Results;

/// <summary>Whose files are to be there after a run, taken from a stored result or made: of what a person asked for, also of what such a target only stands for.</summary>
internal static class WantedTargets
{
    /// <summary>By the index of the target.</summary>
    public static bool[] Of(Plan plan)
    {
        var wanted = new bool[plan.Graph.Targets.Length];
        var open = new List<GraphTarget>();
        foreach (var name in plan.Requested)
        {
            if (plan.Graph.Find(name) is { } target)
                open.Add(target);
        }

        while (open.Count > 0)
        {
            var target = open[^1];
            open.RemoveAt(open.Count - 1);
            if (wanted[target.Index])
                continue;

            wanted[target.Index] = true;
            foreach (var edge in target.Definition.Work is null || !target.Definition.Items.IsEmpty ? target.Dependencies : [])
                open.Add(plan.Graph.Targets[edge.Target]);
        }

        return wanted;
    }
}
