using Pipeline.Sdk.Planning;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Pipeline.Sdk.Execution;

/// <summary>
/// For a person at a terminal: what runs stands at the foot with its last line, what has ended and what targets say themselves scrolls above it, and a table
/// comes at the end. The output of programs is shown when their target fails, or when every detail is asked for.
/// </summary>
internal sealed class TerminalConsole : IRunConsole, IDisposable
{
    // Below it a table breaks words.
    private const int NarrowestTable = 60;

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);

    private readonly TextWriter _out;
    private readonly IAnsiConsoleOutput _output;
    private readonly IAnsiConsole _ansi;
    private readonly RunVerbosity _verbosity;
    private readonly TimeProvider _clock;
    private readonly LiveView _view;

    // Spectre.Console takes its own two locks in both orders; every call to it is made under this one.
    private readonly Lock _gate = new();
    private readonly ManualResetEventSlim _stop = new();
    private readonly ManualResetEventSlim _ready = new();
    private Thread? _painter;
    private volatile bool _isLive;

    private TerminalConsole(RunConsoleSettings settings, IAnsiConsoleOutput output)
    {
        _out = settings.Output;
        _output = output;
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
        Show();
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
        Hide();
        lock (_gate)
        {
            Measure();
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
                _ansi.Write(Table(summary));
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

    public void Dispose()
    {
        Hide();
        _stop.Dispose();
        _ready.Dispose();
    }

    private static Table Table(RunSummary summary)
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

    private static string Special(StepResult result) => result.Attempts > 1 ? $"({result.Attempts} attempts) " : "";

    private static Style Style(StepResult step) => new(step.Outcome switch
    {
        StepOutcome.Succeeded or StepOutcome.Cached => Color.Green,
        StepOutcome.Failed => step.IsTolerated ? Color.Yellow : Color.Red,
        StepOutcome.Cancelled => Color.Yellow,
        _ => Color.Grey,
    });

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

    private void Show()
    {
        lock (_gate)
        {
            if (_painter is not null)
                return;

            _painter = new Thread(Paint) { IsBackground = true, Name = "live view" };
            AppDomain.CurrentDomain.ProcessExit += ShowCursor;
            AppDomain.CurrentDomain.UnhandledException += ShowCursor;
        }

        _painter.Start();
        _ready.Wait();
    }

    private void Paint()
    {
        // Setting up and taking down write too: nobody else does in the meantime.
        _gate.Enter();
        try
        {
            do
                PaintUntilResized();
            while (!_stop.IsSet);
        }
        catch (IOException)
        {
            // The terminal has gone; the run goes on.
        }
        finally
        {
            _isLive = false;
            if (_gate.IsHeldByCurrentThread)
                _gate.Exit();
            _ready.Set();
        }
    }

    // When Spectre.Console sees the width change under a live view, it erases the whole screen and what has scrolled away (ESC[2J ESC[3J), which is
    // the person's and not ours. So it is told of a size only between two views.
    private void PaintUntilResized()
    {
        Measure();
        _ansi.Live(new Text("")).AutoClear(true).Overflow(VerticalOverflow.Crop).Start(context =>
        {
            _isLive = true;
            context.UpdateTarget(Picture());
            _gate.Exit();
            _ready.Set();
            while (!_stop.Wait(Pace) && !IsResized)
            {
                lock (_gate)
                    context.UpdateTarget(Picture());
            }

            _gate.Enter();
            context.UpdateTarget(new Text(""));
        });
    }

    private bool IsResized => _output.Width != _ansi.Profile.Width || _output.Height != _ansi.Profile.Height;

    private void Measure()
    {
        _ansi.Profile.Width = _output.Width;
        _ansi.Profile.Height = _output.Height;
    }

    private Rows Picture()
    {
        var lines = _view.Lines(_ansi.Profile.Width, _ansi.Profile.Height);
        var rows = new IRenderable[lines.Count];
        for (var i = 0; i < rows.Length; i++)
            rows[i] = new Text(lines[i], new Style(i == rows.Length - 1 ? Color.Grey : Color.Default));
        return new Rows(rows);
    }

    private void Hide()
    {
        if (_painter is not { } painter)
            return;

        _stop.Set();
        painter.Join();
        AppDomain.CurrentDomain.ProcessExit -= ShowCursor;
        AppDomain.CurrentDomain.UnhandledException -= ShowCursor;
    }

    // The process ends in the middle of a run: the person's shell must have its cursor.
    private void ShowCursor(object? sender, EventArgs arguments)
    {
        if (!_isLive)
            return;

        _out.Write("\u001b[?25h");
        _out.Flush();
    }
}
