using System.Collections.Immutable;
using Pipeline.Sdk.Execution;
using Pipeline.Sdk.History;

namespace Pipeline.Sdk.Reporting;

/// <summary>The steps of a run as a drawing shows them: the items of a target that has many are one node, and a line that others imply is left out.</summary>
internal sealed record ReportGraph
{
    /// <summary>So many items of a target are shown one by one.</summary>
    private const int MostItems = 6;

    /// <summary>Finding what is implied costs the square of the nodes.</summary>
    private const int MostReduced = 500;

    /// <summary>Every node comes after those that it has a line from.</summary>
    public required ImmutableArray<Node> Nodes { get; init; }

    public required ImmutableArray<Line> Lines { get; init; }

    public static ReportGraph Of(RunRecord run)
    {
        var crowds = run.Steps.Where(step => step.ItemOf is not null).GroupBy(step => step.ItemOf ?? "", StringComparer.Ordinal).Where(items => items.Count() > MostItems).ToDictionary(items => items.Key, items => items.ToImmutableArray(), StringComparer.Ordinal);
        var nodes = new List<Node>();
        var nodeOf = new int[run.Steps.Length];

        // A crowd stands where its last item does: whatever an item waits for comes before that.
        foreach (var step in run.Steps)
        {
            if (step.ItemOf is { } parent && crowds.TryGetValue(parent, out var items))
            {
                if (items[^1].Index != step.Index)
                    continue;

                foreach (var item in items)
                    nodeOf[item.Index] = nodes.Count;
                nodes.Add(new Node(nodes.Count, $"{parent}:* ({items.Length} items)", items));
                continue;
            }

            nodeOf[step.Index] = nodes.Count;
            nodes.Add(new Node(nodes.Count, step.Target, [step]));
        }

        var lines = run.Steps
            .SelectMany(step => step.WaitsFor.Select(before => new Line(nodeOf[before], nodeOf[step.Index], IsFollowing: false)).Concat(step.Follows.Select(before => new Line(nodeOf[before], nodeOf[step.Index], IsFollowing: true))))
            .Where(line => line.From < line.To)
            .DistinctBy(line => (line.From, line.To))
            .ToList();
        return new ReportGraph { Nodes = [.. nodes], Lines = nodes.Count > MostReduced ? [.. lines] : Reduced(nodes.Count, lines) };
    }

    // Nodes are in an order that respects every line, so one pass knows everything that lies before a node.
    private static ImmutableArray<Line> Reduced(int count, List<Line> lines)
    {
        var before = new HashSet<int>[count];
        var into = lines.ToLookup(line => line.To);
        var kept = ImmutableArray.CreateBuilder<Line>();
        for (var node = 0; node < count; node++)
        {
            before[node] = [];
            foreach (var line in into[node].OrderByDescending(line => line.From))
            {
                if (before[node].Contains(line.From))
                    continue;

                kept.Add(line);
                before[node].Add(line.From);
                before[node].UnionWith(before[line.From]);
            }
        }

        return kept.ToImmutable();
    }

    /// <summary>A step, or the many items of one target.</summary>
    /// <param name="Index">Its place.</param>
    /// <param name="Name">What is written on it.</param>
    /// <param name="Steps">What it stands for.</param>
    internal sealed record Node(int Index, string Name, ImmutableArray<RecordedStep> Steps)
    {
        /// <summary>The step that speaks for it: one that failed, else the first.</summary>
        public RecordedStep Speaker => Steps.FirstOrDefault(step => step.HasFailed) ?? Steps[0];

        /// <summary>What stands below the name: the outcome, and the longest of the durations.</summary>
        public string Note => Steps.Max(step => step.Duration) is var longest && longest > TimeSpan.Zero ? $"{Words.Outcome(Speaker)}, {Durations.Text(longest)}" : Words.Outcome(Speaker);
    }

    /// <summary>A line between nodes.</summary>
    /// <param name="From">Where it begins.</param>
    /// <param name="To">Where it ends.</param>
    /// <param name="IsFollowing">Whether the end of the first is enough, however it ended.</param>
    internal sealed record Line(int From, int To, bool IsFollowing);
}
