using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Execution;

/// <summary>
/// Plain lines, each with its target as prefix, and a table at the end. Nothing here needs a terminal, and nothing here knows a CI system: for
/// those whose logs have no commands.
/// </summary>
internal sealed class PlainConsole : IRunConsole
{
    private readonly TextWriter _out;
    private readonly Lock _gate = new();
    private readonly RunVerbosity _verbosity;
    private readonly int _width;

    /// <summary>Creates the console of one run.</summary>
    /// <param name="writer">Where it writes.</param>
    /// <param name="plan">The plan, for the width of the prefix.</param>
    /// <param name="verbosity">How much it writes.</param>
    public PlainConsole(TextWriter writer, Plan plan, RunVerbosity verbosity = RunVerbosity.Normal)
    {
        _out = writer;
        _verbosity = verbosity;
        foreach (var step in plan.Steps)
        {
            if (step.Disposition == StepDisposition.Run)
                _width = Math.Max(_width, step.Name.Length);
        }
    }

    public void StepStarted(PlanStep step)
    {
        if (_verbosity != RunVerbosity.Quiet)
            Write(step, "started");
    }

    public void Line(PlanStep step, string text, LineKind kind)
    {
        if (Verbosities.Shows(_verbosity, kind))
            Write(step, kind == LineKind.Warning ? "warning: " + text : text);
    }

    public void StepFinished(StepResult result)
    {
        if (_verbosity == RunVerbosity.Detailed)
        {
            foreach (var command in result.Commands)
                Write(result.Step, SummaryTable.Text(command));
        }

        switch (result.Outcome)
        {
            case StepOutcome.Succeeded when _verbosity != RunVerbosity.Quiet:
                Write(result.Step, "succeeded in " + Durations.Text(result.Duration));
                break;
            case StepOutcome.Cached when _verbosity != RunVerbosity.Quiet:
                Write(result.Step, SummaryTable.Cached(result));
                break;
            case StepOutcome.Failed:
                Write(result.Step, $"{SummaryTable.Outcome(result)} after {Durations.Text(result.Duration)}: {result.Code}: {result.Reason}");
                break;
            case StepOutcome.Cancelled:
                Write(result.Step, "cancelled");
                break;
        }
    }

    public void Summary(RunSummary summary)
    {
        lock (_gate)
        {
            if (_verbosity != RunVerbosity.Quiet)
                _out.WriteLine();
            SummaryTable.Write(_out, summary, _verbosity);
            _out.Flush();
        }
    }

    public void Problem(string text)
    {
        lock (_gate)
        {
            _out.WriteLine("warning: " + text);
            _out.Flush();
        }
    }

    private void Write(PlanStep step, string text)
    {
        lock (_gate)
        {
            foreach (var line in text.Split('\n'))
            {
                _out.Write(step.Name);
                for (var i = step.Name.Length; i < _width; i++)
                    _out.Write(' ');
                _out.Write(" | ");
                _out.WriteLine(line.TrimEnd('\r'));
            }

            _out.Flush();
        }
    }
}
