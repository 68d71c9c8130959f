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
        Section(writer, "Options", OwnOptions.All.Select(option => (option.Usage, option.Summary)));
        Section(writer, "Environment variables", OwnVariables.All.Where(variable => variable.IsForPeople).Select(variable => (variable.Name, variable.Summary)));
        Section(writer, "Examples", OwnExamples.All.Where(example => example.IsInHelp).Select(example => (example.Line, example.Meaning)));
        writer.WriteLine("Exit codes: " + string.Join(", ", OwnExitCodes.All.Select(code => $"{code.Code} {code.Summary}")));
    }

    private static void Section(TextWriter writer, string heading, IEnumerable<(string Left, string Right)> rows)
    {
        writer.WriteLine(heading);
        var lines = rows.ToList();
        var width = Columns.Width(lines.Select(line => line.Left));
        foreach (var (left, right) in lines)
            writer.WriteLine($"  {Columns.Pad(left, width)}  {right}");
        writer.WriteLine();
    }
}
