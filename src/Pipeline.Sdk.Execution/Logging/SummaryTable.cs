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
            writer.WriteLine($"{row[0].PadRight(widths[0])}  {row[1].PadRight(widths[1])}  {row[2].PadLeft(widths[2])}  {row[3]}".TrimEnd());

        foreach (var step in summary.Steps)
            Failure(writer, step);
        writer.WriteLine();
        writer.WriteLine(Verdict(summary));
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
