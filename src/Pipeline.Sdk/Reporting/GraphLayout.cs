using System.Collections.Immutable;

namespace Pipeline.Sdk.Reporting;

/// <summary>Where the nodes of a graph stand: layers from top to bottom, each below all that it waits for; a layer that is too wide takes several rows.</summary>
internal sealed record GraphLayout
{
    private const int CharacterWidth = 8;
    private const int NoteWidth = 7;
    private const int Gap = 16;
    private const int RowGap = 14;
    private const int LayerGap = 44;
    private const int WidestRow = 1120;

    /// <summary>The height of a box.</summary>
    public const int BoxHeight = 42;

    /// <summary>One box per node, in the order of the graph.</summary>
    public required ImmutableArray<Box> Boxes { get; init; }

    public required int Width { get; init; }

    public required int Height { get; init; }

    public static GraphLayout Of(ReportGraph graph)
    {
        var boxes = new Box[graph.Nodes.Length];
        var before = graph.Lines.ToLookup(line => line.To, line => line.From);
        var (y, width) = (Gap, 0);
        foreach (var layer in Layers(graph, before))
        {
            // Under the middle of what it waits for: most lines stay short and few cross.
            var x = Gap;
            foreach (var node in layer.OrderBy(node => before[node.Index].Select(from => boxes[from].Middle).DefaultIfEmpty(0).Average()).ThenBy(node => node.Index))
            {
                var box = Math.Max(node.Name.Length * CharacterWidth, node.Note.Length * NoteWidth) + 44;
                if (x > Gap && x + box > WidestRow)
                    (x, y) = (Gap, y + BoxHeight + RowGap);
                boxes[node.Index] = new Box(x, y, box);
                x += box + Gap;
                width = Math.Max(width, x);
            }

            y += BoxHeight + LayerGap;
        }

        return new GraphLayout { Boxes = [.. boxes], Width = width, Height = y - LayerGap + Gap };
    }

    private static List<List<ReportGraph.Node>> Layers(ReportGraph graph, ILookup<int, int> before)
    {
        var depths = new int[graph.Nodes.Length];
        var layers = new List<List<ReportGraph.Node>>();
        foreach (var node in graph.Nodes)
        {
            depths[node.Index] = before[node.Index].Select(from => depths[from] + 1).DefaultIfEmpty(0).Max();
            while (layers.Count <= depths[node.Index])
                layers.Add([]);
            layers[depths[node.Index]].Add(node);
        }

        return layers;
    }

    /// <summary>A box in pixels.</summary>
    internal sealed record Box(int X, int Y, int Width)
    {
        public double Middle => X + (Width / 2.0);
    }
}
