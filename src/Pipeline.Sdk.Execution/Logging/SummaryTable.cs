namespace Pipeline.Sdk.Execution;

/// <summary>The end of a run as text: a row per target, then what failed, then the critical path, then one line with the verdict.</summary>
internal static class SummaryTable
{
    private const int LongestReason = 100;

    private const int MostAnnotations = 20;

    /// <summary>Writes it; quiet leaves out the rows.</summary>
    public static void Write(TextWriter writer, RunSummary summary, RunVerbosity verbosity = RunVerbosity.Normal)
    {
        if (verbosity != RunVerbosity.Quiet)
            Rows(writer, summary);

        foreach (var step in summary.Steps)
            Failure(writer, step);
        if (verbosity != RunVerbosity.Quiet)
        {
            writer.WriteLine();
            if (CriticalPath.Text(summary) is { } path)
                writer.WriteLine(path);
            if (Stored(summary) is { } stored)
                writer.WriteLine(stored);
        }

        writer.WriteLine(Verdict(summary));
    }

    // Blanks one by one: string padding is compiled anew at every start, and a table of 10,000 rows should not make a string for each cell.
    private static void WriteRow(TextWriter writer, string[] row, int[] widths)
    {
        writer.Write(row[0]);
        Blanks(writer, widths[0] - row[0].Length + 2);
        writer.Write(row[1]);
        if (row[2].Length + row[3].Length > 0)
            Blanks(writer, widths[1] - row[1].Length + 2 + widths[2] - row[2].Length);
        writer.Write(row[2]);
        if (row[3].Length > 0)
            Blanks(writer, 2);
        writer.WriteLine(row[3].TrimEnd());
    }

    private static void Blanks(TextWriter writer, int count)
    {
        for (; count > 0; count--)
            writer.Write(' ');
    }

    /// <summary>The cells of a step's row: target, outcome, duration, why.</summary>
    public static string[] Row(StepResult step) =>
    [
        step.Name,
        Outcome(step),
        step.Outcome == StepOutcome.Cached ? "-" + Durations.Text(step.Saved) : step.StartedAt is null ? "" : Durations.Text(step.Duration),
        step.Outcome is StepOutcome.Succeeded or StepOutcome.Cached ? step.Step.Reason : FirstLine(step.Reason),
    ];

    /// <summary>What a stored result saved: <c>cached, saves 12.3 s</c>.</summary>
    public static string Cached(StepResult step) => "cached, saves " + Durations.Text(step.Saved);

    /// <summary>One line about stored results: how many there were, and what they saved; null when there were none.</summary>
    public static string? Stored(RunSummary summary)
    {
        var (stored, ran, saved) = (0, 0, TimeSpan.Zero);
        foreach (var step in summary.Steps)
        {
            stored += step.Outcome == StepOutcome.Cached ? 1 : 0;
            ran += step is { StartedAt: not null, Step.Target.Definition.Work: not null } ? 1 : 0;
            saved += step.Saved;
        }

        return stored == 0 ? null : $"Stored results: {stored} of {stored + ran} targets did not have to run, which saved {Durations.Text(saved)}.";
    }

    /// <summary>The outcome with what is special about it: <c>failed (tolerated, 3 attempts)</c>.</summary>
    public static string Outcome(StepResult step)
    {
        var outcome = RunOutcome.Of(step.Outcome);
        var isTolerated = step.Outcome == StepOutcome.Failed && step.IsTolerated;
        return (isTolerated, step.Attempts > 1) switch
        {
            (true, true) => $"{outcome} (tolerated, {step.Attempts} attempts)",
            (true, false) => outcome + " (tolerated)",
            (false, true) => $"{outcome} ({step.Attempts} attempts)",
            _ => outcome,
        };
    }

    /// <summary>One line: what became of the run, how long it took, where its record is.</summary>
    public static string Verdict(RunSummary summary) => ShortVerdict(summary) + ". Record: " + Path.Combine(summary.Folder, "run.json");

    /// <summary>What became of the run, and how long it took.</summary>
    public static string ShortVerdict(RunSummary summary)
    {
        var outcome = RunOutcome.Of(summary);
        var tolerated = 0;
        foreach (var step in summary.Steps)
            tolerated += step.Outcome == StepOutcome.Failed && step.IsTolerated ? 1 : 0;
        var with = summary.ExitCode != ExitCodes.Done || tolerated == 0 ? "" : tolerated == 1 ? " with 1 tolerated failure" : $" with {tolerated} tolerated failures";
        // Upper case by hand: the word is ours, and the library would load its tables of letters.
        return (char)(outcome[0] - 'a' + 'A') + outcome[1..] + with + " in " + Durations.Text(summary.Duration);
    }

    /// <summary>What failed in a step, in full: its message, and its remarks on the sources with file and line.</summary>
    public static void Failure(TextWriter writer, StepResult step)
    {
        if (step.Outcome != StepOutcome.Failed)
            return;

        writer.WriteLine();
        writer.WriteLine($"{step.Name} {Outcome(step)}: {step.Code}: {step.Reason}");
        var count = 0;
        foreach (var annotation in step.Annotations)
        {
            if (annotation.Severity != DiagnosticSeverity.Error)
                continue;

            if (++count > MostAnnotations)
                break;

            writer.WriteLine("  " + Text(annotation));
        }
        if (step.Rerun is { } rerun)
            writer.WriteLine("  Run just this again: " + rerun);
    }

    /// <summary>An annotation in the compiler's form.</summary>
    public static string Text(Annotation annotation) => Place(annotation) + FirstLine(annotation.Message);

    /// <summary>File, line and title of an annotation, as they stand before its message.</summary>
    public static string Place(Annotation annotation)
    {
        var place = annotation.File is null ? "" : annotation.Line is { } line ? $"{annotation.File}:{line}: " : annotation.File + ": ";
        return place + (annotation.Title is { } title ? title + ": " : "");
    }

    /// <summary>The first line of a text, cut off where it is too long for a table.</summary>
    public static string FirstLine(string text)
    {
        var end = text.AsSpan().IndexOfAny('\r', '\n');
        var line = end < 0 ? text : text[..end];
        return line.Length <= LongestReason ? line : line[..LongestReason] + "…";
    }

    /// <summary>What a detailed view tells of a command that ended.</summary>
    public static string Text(CommandRecord command) =>
        (command.ExitCode is { } code ? $"exit code {code}" : "no exit code") + $" after {Durations.Text(command.Duration)}: {command.CommandLine}";

    /// <summary>A row per target, in columns.</summary>
    public static void Rows(TextWriter writer, RunSummary summary)
    {
        var rows = new string[summary.Steps.Length + 1][];
        rows[0] = ["Target", "Outcome", "Duration", "Why"];
        for (var i = 0; i < summary.Steps.Length; i++)
            rows[i + 1] = Row(summary.Steps[i]);

        var widths = new int[3];
        foreach (var row in rows)
        {
            for (var column = 0; column < widths.Length; column++)
                widths[column] = Math.Max(widths[column], row[column].Length);
        }

        foreach (var row in rows)
            WriteRow(writer, row, widths);
    }
}
