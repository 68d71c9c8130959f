namespace Pipeline.Sdk.Execution;

/// <summary>The end of a run as text: a row per target, then what failed, then one line with the verdict.</summary>
internal static class SummaryTable
{
    private const int LongestReason = 100;

    public static void Write(TextWriter writer, RunSummary summary)
    {
        var rows = summary.Steps.Select(Row).ToList();
        rows.Insert(0, ["Target", "Outcome", "Duration", "Why"]);
        var widths = new int[3];
        foreach (var row in rows)
        {
            for (var column = 0; column < widths.Length; column++)
                widths[column] = Math.Max(widths[column], row[column].Length);
        }

        foreach (var row in rows)
            WriteRow(writer, row, widths);

        foreach (var step in summary.Steps)
            Failure(writer, step);
        writer.WriteLine();
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
        RunOutcome.Of(step.Outcome),
        step.StartedAt is null ? "" : Durations.Text(step.Duration),
        step.Outcome == StepOutcome.Succeeded ? step.Step.Reason : FirstLine(step.Reason),
    ];

    /// <summary>One line: what became of the run, how long it took, where its record is.</summary>
    public static string Verdict(RunSummary summary) =>
        $"{char.ToUpperInvariant(RunOutcome.Of(summary)[0])}{RunOutcome.Of(summary)[1..]} in {Durations.Text(summary.Duration)}. Record: {Path.Combine(summary.Folder, "run.json")}";

    /// <summary>What failed in a step, in full: its message, and its remarks on the sources with file and line.</summary>
    public static void Failure(TextWriter writer, StepResult step)
    {
        if (step.Outcome != StepOutcome.Failed)
            return;

        writer.WriteLine();
        writer.WriteLine($"{step.Name} failed: {step.Code}: {step.Reason}");
        foreach (var annotation in step.Annotations.Where(annotation => annotation.Severity == DiagnosticSeverity.Error).Take(20))
            writer.WriteLine("  " + Text(annotation));
    }

    /// <summary>An annotation in the compiler's form.</summary>
    public static string Text(Annotation annotation)
    {
        var place = annotation.File is null ? "" : annotation.Line is { } line ? $"{annotation.File}:{line}: " : annotation.File + ": ";
        return place + (annotation.Title is { } title ? title + ": " : "") + FirstLine(annotation.Message);
    }

    private static string FirstLine(string text)
    {
        var end = text.AsSpan().IndexOfAny('\r', '\n');
        var line = end < 0 ? text : text[..end];
        return line.Length <= LongestReason ? line : line[..LongestReason] + "…";
    }
}
