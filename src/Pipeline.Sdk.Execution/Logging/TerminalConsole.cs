using Pipeline.Sdk.Planning;
using Spectre.Console;

namespace Pipeline.Sdk.Execution;

/// <summary>For a person at a terminal: coloured lines while it runs, a table at the end.</summary>
internal sealed class TerminalConsole : IRunConsole
{
    private readonly PlainConsole _plain;
    private readonly TextWriter _out;
    private readonly IAnsiConsole _ansi;
    private readonly Lock _gate = new();

    private TerminalConsole(TextWriter writer, Plan plan)
    {
        _plain = new PlainConsole(writer, plan);
        _out = writer;
        _ansi = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });
    }

    /// <summary>Creates the console of one run. Nothing of Spectre.Console is loaded before this call.</summary>
    public static IRunConsole Create(TextWriter writer, Plan plan) => new TerminalConsole(writer, plan);

    public void StepStarted(PlanStep step) => _plain.StepStarted(step);

    public void Line(PlanStep step, string text, bool isWarning) => _plain.Line(step, text, isWarning);

    public void StepFinished(StepResult result) => _plain.StepFinished(result);

    public void Problem(string text) => _plain.Problem(text);

    public void Summary(RunSummary summary)
    {
        lock (_gate)
        {
            var table = new Table { Border = TableBorder.Rounded };
            table.AddColumn("Target");
            table.AddColumn("Outcome");
            table.AddColumn(new TableColumn("Duration").RightAligned());
            table.AddColumn("Why");
            foreach (var step in summary.Steps)
            {
                var cells = SummaryTable.Row(step);
                table.AddRow(new Text(cells[0]), new Text(cells[1], Style(step.Outcome)), new Text(cells[2]), new Text(cells[3]));
            }

            _ansi.WriteLine();
            _ansi.Write(table);
            foreach (var step in summary.Steps)
                SummaryTable.Failure(_out, step);
            _ansi.WriteLine();
            _ansi.Write(new Text(SummaryTable.Verdict(summary), new Style(summary.ExitCode == ExitCodes.Done ? Color.Green : Color.Red)));
            _ansi.WriteLine();
            _out.Flush();
        }
    }

    private static Style Style(StepOutcome outcome) => new(outcome switch
    {
        StepOutcome.Succeeded => Color.Green,
        StepOutcome.Failed => Color.Red,
        StepOutcome.Cancelled => Color.Yellow,
        _ => Color.Grey,
    });
}
