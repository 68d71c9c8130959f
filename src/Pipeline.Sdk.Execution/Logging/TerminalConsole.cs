using Pipeline.Sdk.Planning;
using Spectre.Console;

namespace Pipeline.Sdk.Execution;

/// <summary>
/// For a person at a terminal: what runs stands at the foot with its last line, what has ended and what targets say themselves scrolls above it, and a table
/// comes at the end. The output of programs is shown when their target fails, or when every detail is asked for.
/// </summary>
internal sealed class TerminalConsole : IRunConsole, IDisposable
{
    // Below it a table breaks words.
    private const int NarrowestTable = 60;

    private readonly TextWriter _out;
    private readonly IAnsiConsole _ansi;
    private readonly RunVerbosity _verbosity;
    private readonly TimeProvider _clock;
    private readonly LiveView _view;
    private readonly LivePainter _painter;

    // Spectre.Console takes its own two locks in both orders; every call to it is made under this one.
    private readonly Lock _gate = new();

    private TerminalConsole(RunConsoleSettings settings, IAnsiConsoleOutput output)
    {
        _out = settings.Output;
        _verbosity = settings.Verbosity;
        _clock = settings.Clock;
        var total = 0;
        foreach (var step in settings.Plan.Steps)
            total += step.Disposition == StepDisposition.Run ? 1 : 0;
        _view = new LiveView(_clock, total);
        _ansi = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = output,
            Ansi = OperatingSystem.IsWindows() ? AnsiSupport.Detect : AnsiSupport.Yes,
            Interactive = InteractionSupport.Yes,
        });
        _painter = new LivePainter(_ansi, output, _out, _view, _gate);
    }

    /// <summary>Creates the console of one run. Nothing of Spectre.Console is loaded before this call.</summary>
    /// <param name="settings">What the run looks like.</param>
    public static IRunConsole Create(RunConsoleSettings settings) => Create(settings, new TerminalOutput(settings.Output));

    /// <summary>The same for a terminal of another size.</summary>
    public static IRunConsole Create(RunConsoleSettings settings, IAnsiConsoleOutput output)
    {
        var console = new TerminalConsole(settings, output);
        if (console._ansi.Profile.Capabilities.Ansi)
            return console;

        console.Dispose();
        return new PlainConsole(settings.Output, settings.Plan, settings.Verbosity);
    }

    public void StepStarted(PlanStep step)
    {
        lock (_gate)
            _view.Add(new LiveRow(step, _clock.GetTimestamp()));
        _painter.Show();
    }

    public void Line(PlanStep step, string text, LineKind kind)
    {
        if (kind == LineKind.Detail && _verbosity != RunVerbosity.Detailed)
            return;

        var clean = ControlText.Strip(text);
        lock (_gate)
        {
            if (kind is LineKind.Output or LineKind.Warning)
                _view.Find(step.Name)?.Add(clean);
            if (kind == LineKind.Warning)
                Permanent($"{step.Name} | warning: {clean}", Color.Yellow);
            else if (kind == LineKind.Info || _verbosity == RunVerbosity.Detailed)
                Permanent($"{step.Name} | {clean}", kind == LineKind.Detail ? Color.Grey : Color.Default);
        }
    }

    public void StepFinished(StepResult result)
    {
        lock (_gate)
        {
            var row = _view.Finish(result);
            if (_verbosity == RunVerbosity.Detailed)
            {
                foreach (var command in result.Commands)
                    Permanent($"{result.Name} | {ControlText.Strip(SummaryTable.Text(command))}", Color.Grey);
            }

            switch (result.Outcome)
            {
                case StepOutcome.Succeeded:
                    Permanent($"✓ {result.Name} {Special(result)}{Durations.Text(result.Duration)}", Color.Green);
                    break;
                case StepOutcome.Cached:
                    Permanent($"✓ {result.Name} {SummaryTable.Cached(result)}", Color.Grey);
                    break;
                case StepOutcome.Failed:
                    Permanent($"✗ {result.Name} {SummaryTable.Outcome(result)} after {Durations.Text(result.Duration)}: {SummaryTable.FirstLine(result.Reason)}", Color.Red);
                    if (row is not null && _verbosity != RunVerbosity.Detailed)
                    {
                        foreach (var line in row.Tail)
                            Permanent("  " + line, Color.Default);
                    }

                    break;
                case StepOutcome.Cancelled:
                    Permanent($"- {result.Name} cancelled", Color.Yellow);
                    break;
            }
        }
    }

    public void Problem(string text)
    {
        lock (_gate)
            Permanent("warning: " + text, Color.Yellow);
    }

    public void Summary(RunSummary summary)
    {
        _painter.Hide();
        lock (_gate)
        {
            _painter.Measure();
            _ansi.WriteLine();
            if (_ansi.Profile.Width < NarrowestTable)
            {
                using var rows = new StringWriter { NewLine = "\n" };
                SummaryTable.Rows(rows, summary);
                foreach (var row in rows.ToString().TrimEnd('\n').Split('\n'))
                    Permanent(ControlText.Strip(row), Color.Default);
            }
            else
            {
                _ansi.Write(TerminalTable.Of(summary));
            }

            foreach (var step in summary.Steps)
                Failure(step);
            _ansi.WriteLine();
            if (CriticalPath.Text(summary) is { } path)
                Permanent(path, Color.Default);
            Permanent(SummaryTable.Verdict(summary), summary.ExitCode == ExitCodes.Done ? Color.Green : Color.Red);
            _out.Flush();
        }
    }

    public void Dispose() => _painter.Dispose();

    private static string Special(StepResult result) => result.Attempts > 1 ? $"({result.Attempts} attempts) " : "";

    private void Failure(StepResult step)
    {
        using var text = new StringWriter { NewLine = "\n" };
        SummaryTable.Failure(text, step);
        foreach (var line in text.ToString().TrimEnd('\n').Split('\n'))
        {
            if (step.Outcome == StepOutcome.Failed)
                Permanent(ControlText.Strip(line), Color.Default);
        }
    }

    // Spectre.Console puts it above the live view and draws that again below.
    private void Permanent(string text, Color color) => _ansi.Write(new ErasingText(text + "\n", new Style(color)));
}
