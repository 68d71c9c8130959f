using System.Collections.Immutable;
using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Execution;

/// <summary>A step's log: shown lines go to the console, all lines to the step's file. The file is made with the first line.</summary>
internal sealed class StepLog : IRunLog, IProcessLog, IDisposable
{
    private static readonly TimeSpan FlushAfter = TimeSpan.FromSeconds(1);

    private readonly PlanStep _step;
    private readonly IRunConsole _console;
    private readonly SecretMasker _masker;
    private readonly string _path;
    private readonly Lock _gate = new();
    private readonly List<Annotation> _annotations = [];
    private readonly List<CommandRecord> _commands = [];
    private StreamWriter? _file;
    private Timer? _flush;
    private bool _isFlushDue;
    private bool _isFileBroken;
    private bool _closed;

    public StepLog(PlanStep step, IRunConsole console, SecretMasker masker, string path)
    {
        _step = step;
        _console = console;
        _masker = masker;
        _path = path;
    }

    /// <summary>The file, absolute; it is there once a line was written.</summary>
    public string Path => _path;

    public ImmutableArray<Annotation> Annotations
    {
        get
        {
            lock (_gate)
                return [.. _annotations];
        }
    }

    public ImmutableArray<CommandRecord> Commands
    {
        get
        {
            lock (_gate)
                return [.. _commands];
        }
    }

    public void Info(string message) => Write(message, isShown: true, isWarning: false);

    /// <summary>Writes a line of a program that is shown.</summary>
    public void Output(string message) => Write(message, isShown: true, isWarning: false, LineKind.Output);

    public void Detail(string message) => Write(message, isShown: false, isWarning: false);

    public void Warn(string message) => Write(message, isShown: true, isWarning: true);

    public void Annotate(Annotation annotation)
    {
        lock (_gate)
            _annotations.Add(annotation with { Message = Mask(annotation.Message), Title = annotation.Title is { } title ? Mask(title) : null, File = annotation.File is { } file ? Mask(file) : null });
    }

    public void Command(string commandLine, int? exitCode, TimeSpan duration, string program)
    {
        lock (_gate)
            _commands.Add(new CommandRecord(Mask(commandLine), exitCode, duration, Mask(program)));
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _closed = true;
            CloseFileLocked();
        }
    }

    private void Write(string message, bool isShown, bool isWarning, LineKind shown = LineKind.Info)
    {
        foreach (var line in Mask(message).Split('\n'))
        {
            var text = line.TrimEnd('\r');
            lock (_gate)
            {
                // A target that was given up may still write: it is shown no more.
                if (_closed)
                    return;

                WriteFileLocked(text, isWarning);
            }

            _console.Line(_step, text, !isShown ? LineKind.Detail : isWarning ? LineKind.Warning : shown);
        }
    }

    private void WriteFileLocked(string text, bool isWarning)
    {
        if (_isFileBroken)
            return;

        try
        {
            _file ??= new StreamWriter(_path, append: true) { AutoFlush = false };
            _file.WriteLine(isWarning ? "warning: " + text : text);
            if (_isFlushDue)
                return;

            // A kill leaves what is older than a second on disk, and a line costs no write of its own.
            _isFlushDue = true;
            _flush ??= new Timer(static log => ((StepLog?)log)?.Flush(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _flush.Change(FlushAfter, Timeout.InfiniteTimeSpan);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            TellBrokenFileLocked(error);
            CloseFileLocked();
        }
    }

    /// <summary>Brings to disk what was written so far.</summary>
    public void Flush()
    {
        lock (_gate)
        {
            _isFlushDue = false;
            try
            {
                _file?.Flush();
            }
            catch (IOException error)
            {
                TellBrokenFileLocked(error);
                CloseFileLocked();
            }
        }
    }

    // Control characters first: a secret with a colour in its middle is found without it.
    private string Mask(string text) => _masker.Mask(OutputCleaner.CleanText(text));

    private void CloseFileLocked()
    {
        _flush?.Dispose();
        _flush = null;
        var file = _file;
        _file = null;
        try
        {
            file?.Dispose();
        }
        catch (IOException error)
        {
            TellBrokenFileLocked(error);
        }
    }

    // A full disk must not fail the step; the console says once that the file is not whole.
    private void TellBrokenFileLocked(Exception error)
    {
        if (_isFileBroken)
            return;

        _isFileBroken = true;
        _console.Line(_step, $"the log file {_path} cannot be written: {error.Message}", LineKind.Warning);
    }
}
