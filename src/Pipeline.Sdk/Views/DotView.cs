using System.Globalization;
using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Views;

/// <summary>A plan in Graphviz's language: solid arrows wait for success, dotted ones for an end only; what does not run is grey.</summary>
internal static class DotView
{
    public static void Write(TextWriter writer, Plan plan)
    {
        writer.WriteLine("digraph plan {");
        writer.WriteLine("  node [shape=box, style=rounded, fontname=\"sans-serif\"];");
        foreach (var step in plan.Steps)
        {
            var grey = step.Disposition == StepDisposition.Run ? "" : ", color=grey, fontcolor=grey, style=\"rounded,dashed\"";
            writer.WriteLine($"  s{Number(step.Index)} [label={Quote(step.Name)}, tooltip={Quote(step.Reason)}{grey}];");
        }

        foreach (var step in plan.Steps)
        {
            foreach (var before in step.WaitsFor)
                writer.WriteLine($"  s{Number(before)} -> s{Number(step.Index)};");
            foreach (var before in step.Follows)
                writer.WriteLine($"  s{Number(before)} -> s{Number(step.Index)} [style=dotted];");
        }

        writer.WriteLine("}");
    }

    private static string Quote(string text) => '"' + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).ReplaceLineEndings(" ") + '"';

    private static string Number(int index) => index.ToString(CultureInfo.InvariantCulture);
}
