using Pipeline.Sdk.CommandLine;
using Pipeline.Sdk.Definition;
using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Views;

/// <summary>What <c>--help</c> shows.</summary>
internal static class HelpView
{
    public static void Write(TextWriter writer, PipelineDefinition definition, Invocation invocation, PlanFacts facts)
    {
        writer.WriteLine("Usage: ./build.sh [targets…] [options]");
        writer.WriteLine();
        ListView.Write(writer, definition, invocation, facts, isDetailed: false);
        writer.WriteLine();
        writer.WriteLine("Options");
        var width = Columns.Width(OwnOptions.All.Select(option => option.Usage));
        foreach (var option in OwnOptions.All)
            writer.WriteLine($"  {Columns.Pad(option.Usage, width)}  {option.Summary}");
        writer.WriteLine();
        writer.WriteLine("Exit codes: 0 done, 1 a target failed, 2 wrong usage or invalid pipeline, 3 refused by a gate, 130 cancelled");
    }
}
