using Spectre.Console;
using Spectre.Console.Rendering;

namespace Pipeline.Sdk.Execution;

/// <summary>Keeps the live view at the foot of a terminal, on a thread of its own.</summary>
/// <param name="ansi">Draws.</param>
/// <param name="size">Knows the terminal's size.</param>
/// <param name="output">The terminal, for the cursor at a sudden end.</param>
/// <param name="view">What to show.</param>
/// <param name="gate">Spectre.Console takes its own two locks in both orders; every call to it is made under this one.</param>
internal sealed class LivePainter(IAnsiConsole ansi, IAnsiConsoleOutput size, TextWriter output, LiveView view, Lock gate) : IDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);

    private readonly ManualResetEventSlim _stop = new();
    private readonly ManualResetEventSlim _ready = new();
    private Thread? _painter;
    private volatile bool _isLive;

    /// <inheritdoc/>
    public void Dispose()
    {
        Hide();
        _stop.Dispose();
        _ready.Dispose();
    }

    /// <summary>Shows it, unless it is shown already.</summary>
    public void Show()
    {
        lock (gate)
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

    /// <summary>Takes it away, for good.</summary>
    public void Hide()
    {
        if (_painter is not { } painter)
            return;

        _stop.Set();
        painter.Join();
        AppDomain.CurrentDomain.ProcessExit -= ShowCursor;
        AppDomain.CurrentDomain.UnhandledException -= ShowCursor;
    }

    /// <summary>Tells Spectre.Console of the terminal's size as it is now; no view may be shown.</summary>
    public void Measure()
    {
        ansi.Profile.Width = size.Width;
        ansi.Profile.Height = size.Height;
    }

    private void Paint()
    {
        // Setting up and taking down write too: nobody else does in the meantime.
        gate.Enter();
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
            if (gate.IsHeldByCurrentThread)
                gate.Exit();
            _ready.Set();
        }
    }

    // When Spectre.Console sees the width change under a live view, it erases the whole screen and what has scrolled away (ESC[2J ESC[3J), which is
    // the person's and not ours. So it is told of a size only between two views.
    private void PaintUntilResized()
    {
        Measure();
        ansi.Live(new Text("")).AutoClear(true).Overflow(VerticalOverflow.Crop).Start(context =>
        {
            _isLive = true;
            context.UpdateTarget(Picture());
            gate.Exit();
            _ready.Set();
            while (!_stop.Wait(Pace) && !IsResized)
            {
                lock (gate)
                    context.UpdateTarget(Picture());
            }

            gate.Enter();
            context.UpdateTarget(new Text(""));
        });
    }

    private bool IsResized => size.Width != ansi.Profile.Width || size.Height != ansi.Profile.Height;

    private Rows Picture()
    {
        var lines = view.Lines(ansi.Profile.Width, ansi.Profile.Height);
        var rows = new IRenderable[lines.Count];
        for (var i = 0; i < rows.Length; i++)
            rows[i] = new Text(lines[i], new Style(i == rows.Length - 1 ? Color.Grey : Color.Default));
        return new Rows(rows);
    }

    // The process ends in the middle of a run: the person's shell must have its cursor.
    private void ShowCursor(object? sender, EventArgs arguments)
    {
        if (!_isLive)
            return;

        output.Write("\u001b[?25h");
        output.Flush();
    }
}
