using System.Globalization;
using Pipeline.Sdk.Execution;
using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Views;

/// <summary>A plan as a Mermaid flowchart: solid arrows wait for success, dotted ones for an end only; what does not run is grey.</summary>
internal static class MermaidView
{
    public static void Write(TextWriter writer, Plan plan)
    {
        writer.WriteLine("flowchart TD");
        foreach (var step in plan.Steps)
            writer.WriteLine($"    s{Number(step.Index)}[\"{Markup.Mermaid(step.Name)}\"]{(step.Disposition == StepDisposition.Run ? "" : ":::out")}");
        foreach (var step in plan.Steps)
        {
            foreach (var before in step.WaitsFor)
                writer.WriteLine($"    s{Number(before)} --> s{Number(step.Index)}");
            foreach (var before in step.Follows)
                writer.WriteLine($"    s{Number(before)} -.-> s{Number(step.Index)}");
        }

        writer.WriteLine("    classDef out fill:#eee,stroke:#999,color:#666,stroke-dasharray:4");
    }

    // Mermaid's own entities, by decimal number; a name is checked, but a checked name may still be a word of its language.

    private static string Number(int index) => index.ToString(CultureInfo.InvariantCulture);
}
