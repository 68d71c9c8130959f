using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Execution;

/// <summary>Plain lines, each with its target as prefix, and a table at the end. Nothing here needs a terminal.</summary>
internal sealed class PlainConsole : IRunConsole
{
    private readonly TextWriter _out;
    private readonly Lock _gate = new();
    private readonly int _width;

    /// <summary>Creates the console of one run.</summary>
    /// <param name="writer">Where it writes.</param>
    /// <param name="plan">The plan, for the width of the prefix.</param>
    public PlainConsole(TextWriter writer, Plan plan)
    {
        _out = writer;
        foreach (var step in plan.Steps)
            _width = step.Disposition == StepDisposition.Run ? Math.Max(_width, step.Name.Length) : _width;
    }

    public void StepStarted(PlanStep step) => Write(step, "started");

    public void Line(PlanStep step, string text, bool isWarning) => Write(step, isWarning ? "warning: " + text : text);

    public void StepFinished(StepResult result)
    {
        switch (result.Outcome)
        {
            case StepOutcome.Succeeded:
                Write(result.Step, "succeeded in " + Durations.Text(result.Duration));
                break;
            case StepOutcome.Failed:
                Write(result.Step, $"failed after {Durations.Text(result.Duration)}: {result.Code}: {result.Reason}");
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
            _out.WriteLine();
            SummaryTable.Write(_out, summary);
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
