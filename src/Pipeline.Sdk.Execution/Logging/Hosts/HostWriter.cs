namespace Pipeline.Sdk.Execution;

/// <summary>Writes to the log of a CI system: its commands as they are, and everything else without any. Not safe by itself: the console holds its lock.</summary>
/// <param name="writer">Where it writes.</param>
/// <param name="dialect">The system's commands.</param>
/// <param name="verbosity">How much it writes.</param>
/// <param name="details">What the page of a run says beside the summary.</param>
internal sealed class HostWriter(TextWriter writer, IHostDialect dialect, RunVerbosity verbosity, Func<RunSummary, string> details)
{
    // Systems show ten to fifty of them; the rest is in the log.
    private const int MostAnnotations = 50;

    /// <summary>What became of a step: a line, its remarks on the sources, and the mark of a failure.</summary>
    public void Tell(StepResult result)
    {
        switch (result.Outcome)
        {
            case StepOutcome.Succeeded when verbosity != RunVerbosity.Quiet:
                Fenced($"{result.Name} {SummaryTable.Outcome(result)} in {Durations.Text(result.Duration)}");
                break;
            case StepOutcome.Cached when verbosity != RunVerbosity.Quiet:
                Fenced($"{result.Name} {SummaryTable.Cached(result)}");
                break;
            case StepOutcome.Failed:
                Fenced($"{result.Name} {SummaryTable.Outcome(result)} after {Durations.Text(result.Duration)}: {result.Code}: {result.Reason}");
                break;
            case StepOutcome.Cancelled:
                Fenced(result.Name + " cancelled");
                break;
        }

        var (count, hasError) = (0, false);
        foreach (var annotation in result.Annotations)
        {
            if (++count > MostAnnotations)
                break;

            hasError |= annotation.Severity == DiagnosticSeverity.Error;
            Command(dialect.Annotation(result.Name, annotation));
        }

        if (result.Outcome == StepOutcome.Failed)
            Command(dialect.Failure(result, hasError));
    }

    /// <summary>Hands the summary to the system, for the page of the run.</summary>
    public void Upload(RunSummary summary)
    {
        try
        {
            if (dialect.HasPage)
                Command(dialect.Upload(MarkdownSummary.Of(summary) + details(summary), summary));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            // The log holds the same; a page without it does not change the outcome.
            Fenced("warning: the summary could not be handed over: " + error.Message);
        }
    }

    /// <summary>A text that is not ours, line by line, without commands in it.</summary>
    public void Fenced(string text)
    {
        foreach (var line in text.Split('\n'))
        {
            foreach (var piece in line.TrimEnd('\r').Split('\r'))
                writer.WriteLine(dialect.Fence.Line(piece));
        }
    }

    /// <summary>A command of our own, if there is one.</summary>
    public void Command(string? text)
    {
        if (text is not null)
            writer.WriteLine(text);
    }
}
