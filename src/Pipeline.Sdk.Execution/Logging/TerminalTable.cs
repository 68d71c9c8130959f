using Spectre.Console;

namespace Pipeline.Sdk.Execution;

/// <summary>The table at the end of a run, for a terminal.</summary>
internal static class TerminalTable
{
    /// <summary>A row per step.</summary>
    public static Table Of(RunSummary summary)
    {
        var table = new Table { Border = TableBorder.Rounded };
        table.AddColumn("Target");
        table.AddColumn("Outcome");
        table.AddColumn(new TableColumn("Duration").RightAligned());
        table.AddColumn("Why");
        foreach (var step in summary.Steps)
        {
            var cells = SummaryTable.Row(step);
            table.AddRow(new Text(cells[0]), new Text(cells[1], Style(step)), new Text(cells[2]), new Text(ControlText.Strip(cells[3])));
        }

        return table;
    }

    private static Style Style(StepResult step) => new(step.Outcome switch
    {
        StepOutcome.Succeeded or StepOutcome.Cached => Color.Green,
        StepOutcome.Failed => step.IsTolerated ? Color.Yellow : Color.Red,
        StepOutcome.Cancelled => Color.Yellow,
        _ => Color.Grey,
    });
}
