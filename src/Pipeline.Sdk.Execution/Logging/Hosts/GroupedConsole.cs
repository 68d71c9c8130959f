using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Execution;

/// <summary>
/// For CI systems that fold: each target is one complete group. Where groups cannot be open side by side, the target that began first is shown
/// while it runs, and the others are held back and printed whole when they have ended and no group is open; so a target that runs alone is shown
/// live. What is not ours cannot issue commands.
/// </summary>
internal sealed class GroupedConsole : IRunConsole
{
    private const int HeldInMemory = 1_000_000;

    private readonly TextWriter _out;
    private readonly IHostDialect _dialect;
    private readonly HostWriter _host;
    private readonly TimeProvider _clock;
    private readonly RunVerbosity _verbosity;
    private readonly Lock _gate = new();
    private readonly HeldLines?[] _held;
    private readonly List<PlanStep> _running = [];
    private readonly List<StepResult> _ended = [];
    private PlanStep? _live;

    public GroupedConsole(TextWriter writer, Plan plan, IHostDialect dialect, TimeProvider clock, RunVerbosity verbosity, Func<RunSummary, string> details)
    {
        _out = writer;
        _dialect = dialect;
        _clock = clock;
        _verbosity = verbosity;
        _host = new HostWriter(writer, dialect, verbosity, details);
        _held = new HeldLines?[plan.Steps.Length];
    }

    /// <summary>Has the system hide every line of every secret. It must come before anything else is printed.</summary>
    public void Register(IEnumerable<string> secrets)
    {
        lock (_gate)
        {
            foreach (var secret in secrets)
            {
                // Systems mask line by line. A line as short as a bracket would blank out the whole log.
                foreach (var line in secret.Split('\n'))
                {
                    if (line.Trim() is { Length: >= 4 } text && _dialect.Secret(text) is { } command)
                        _out.WriteLine(command);
                }
            }

            _out.Flush();
        }
    }

    public void StepStarted(PlanStep step)
    {
        lock (_gate)
        {
            if (_verbosity == RunVerbosity.Quiet)
                return;

            _running.Add(step);
            if (_dialect.Interleaves || _live is null)
            {
                _live = step;
                _host.Command(_dialect.Open(step.Name, GroupState.Live, _clock.GetUtcNow()));
                _out.Flush();
            }
            else
            {
                _held[step.Index] = new HeldLines(HeldInMemory);
            }
        }
    }

    public void Line(PlanStep step, string text, LineKind kind)
    {
        if (!Verbosities.Shows(_verbosity, kind))
            return;

        lock (_gate)
        {
            // To the agents' readers a carriage return ends a line, so what follows it is at the start of one.
            foreach (var piece in text.Split('\n', '\r'))
            {
                if (piece.Length > 0 || text.Length == 0)
                    LineLocked(step, (kind == LineKind.Warning ? "warning: " : "") + _dialect.Fence.Line(piece), kind);
            }

            _out.Flush();
        }
    }

    public void StepFinished(StepResult result)
    {
        lock (_gate)
        {
            if (_verbosity == RunVerbosity.Detailed)
            {
                foreach (var command in result.Commands)
                    LineLocked(result.Step, _dialect.Fence.Line(SummaryTable.Text(command).ReplaceLineEndings(" ")), LineKind.Detail);
            }

            var wasRunning = _running.Remove(result.Step);
            if (wasRunning && IsStreaming(result.Step))
            {
                _host.Command(_dialect.Close(result.Name, result.Outcome == StepOutcome.Failed, _clock.GetUtcNow()));
                _host.Tell(result);
                Advance();
            }
            else if (_live is null || _dialect.Interleaves)
            {
                _host.Tell(result);
            }
            else
            {
                _ended.Add(result);
            }

            _out.Flush();
        }
    }

    public void Summary(RunSummary summary)
    {
        lock (_gate)
        {
            // What was given up has no end of its own.
            while (_running.Count > 0)
            {
                var step = _running[0];
                _running.RemoveAt(0);
                if (IsStreaming(step))
                    _host.Command(_dialect.Close(step.Name, hasFailed: false, _clock.GetUtcNow()));
                else
                    Whole(step, hasFailed: false);
            }

            Advance();
            using var text = new StringWriter { NewLine = "\n" };
            SummaryTable.Write(text, summary, _verbosity);
            if (_verbosity != RunVerbosity.Quiet)
            {
                if (_dialect.SummaryHeading() is { } heading)
                    _host.Command(heading);
                else
                    _out.WriteLine();
            }

            _host.Fenced(text.ToString().TrimEnd('\n'));
            _host.Upload(summary);
            _out.Flush();
        }
    }

    public void Problem(string text)
    {
        lock (_gate)
        {
            _host.Fenced("warning: " + text);
            _out.Flush();
        }
    }

    private bool IsStreaming(PlanStep step) => _dialect.Interleaves ? _held[step.Index] is null : ReferenceEquals(step, _live);

    private void LineLocked(PlanStep step, string text, LineKind kind)
    {
        if (_held[step.Index] is { } held)
            held.Add(_dialect.Line(step.Name, text, kind));
        else if (IsStreaming(step) && _running.Contains(step))
            _out.WriteLine(_dialect.Line(step.Name, text, kind));
        else
            _out.WriteLine($"{step.Name} | {text}");
    }

    // No group is open: everything that waited for that comes now, and the next one that runs is shown from here on.
    private void Advance()
    {
        if (_dialect.Interleaves)
            return;

        _live = null;
        foreach (var result in _ended)
        {
            if (_held[result.Step.Index] is not null)
                Whole(result.Step, result.Outcome == StepOutcome.Failed);
            _host.Tell(result);
        }

        _ended.Clear();
        if (_running.Count == 0)
            return;

        _live = _running[0];
        _host.Command(_dialect.Open(_live.Name, GroupState.Live, _clock.GetUtcNow()));
        Release(_live);
    }

    private void Whole(PlanStep step, bool hasFailed)
    {
        _host.Command(_dialect.Open(step.Name, hasFailed ? GroupState.Failed : GroupState.Done, _clock.GetUtcNow()));
        Release(step);
        _host.Command(_dialect.Close(step.Name, hasFailed: false, _clock.GetUtcNow()));
    }

    private void Release(PlanStep step)
    {
        _held[step.Index]?.CopyTo(_out);
        _held[step.Index]?.Dispose();
        _held[step.Index] = null;
    }
}
