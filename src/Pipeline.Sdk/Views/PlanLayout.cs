using System.Collections.Immutable;
using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Views;

/// <summary>Where the boxes of a plan's drawing stand: layers from top to bottom, each step below all it waits for. Linear in steps and edges but for the sorting.</summary>
internal sealed class PlanLayout
{
    private const int CharacterWidth = 8;
    private const int BoxHeight = 30;
    private const int Gap = 18;
    private const int LayerGap = 46;

    private PlanLayout(ImmutableArray<Box> boxes, int width, int height)
    {
        Boxes = boxes;
        Width = width;
        Height = height;
    }

    /// <summary>One box per step, in the order of the plan.</summary>
    public ImmutableArray<Box> Boxes { get; }

    public int Width { get; }

    public int Height { get; }

    public static PlanLayout Of(Plan plan)
    {
        var layers = Layers(plan);
        var boxes = new Box[plan.Steps.Length];
        var width = 0;
        for (var depth = 0; depth < layers.Count; depth++)
        {
            // Under the middle of what it waits for: most arrows stay short and few cross.
            var x = Gap;
            foreach (var step in layers[depth].OrderBy(step => Middle(step, boxes)).ThenBy(step => step.Index))
            {
                var boxWidth = (step.Name.Length * CharacterWidth) + 24;
                boxes[step.Index] = new Box(x, Gap + (depth * (BoxHeight + LayerGap)), boxWidth, BoxHeight);
                x += boxWidth + Gap;
            }

            width = Math.Max(width, x);
        }

        return new PlanLayout([.. boxes], width, (2 * Gap) + (layers.Count * (BoxHeight + LayerGap)) - LayerGap);
    }

    private static List<List<PlanStep>> Layers(Plan plan)
    {
        var depths = new int[plan.Steps.Length];
        var layers = new List<List<PlanStep>>();
        foreach (var step in plan.Steps)
        {
            var depth = 0;
            foreach (var before in step.WaitsFor)
                depth = Math.Max(depth, depths[before] + 1);
            foreach (var before in step.Follows)
                depth = Math.Max(depth, depths[before] + 1);
            depths[step.Index] = depth;
            while (layers.Count <= depth)
                layers.Add([]);
            layers[depth].Add(step);
        }

        return layers;
    }

    private static double Middle(PlanStep step, Box[] boxes) =>
        step.WaitsFor.IsEmpty ? 0 : step.WaitsFor.Average(before => boxes[before].X + (boxes[before].Width / 2.0));

    /// <summary>A box in pixels.</summary>
    internal sealed record Box(int X, int Y, int Width, int Height);
}
