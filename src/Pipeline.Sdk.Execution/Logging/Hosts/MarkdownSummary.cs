using System.Text;

namespace Pipeline.Sdk.Execution;

/// <summary>The summary of a run as Markdown, for the page that a CI system shows. Names and messages are text in it, never Markdown or HTML.</summary>
internal static class MarkdownSummary
{
    // GitHub takes 1 MiB a step, Buildkite as much: far below, whatever a tool had to say.
    private const int LongestReason = 10_000;

    private const int MostFailures = 20;

    public static string Of(RunSummary summary)
    {
        var text = new StringBuilder();
        text.Append("### ").Append(Markup.Escape(SummaryTable.ShortVerdict(summary))).Append("\n\n");
        text.Append("| Target | Outcome | Duration | Why |\n| --- | --- | ---: | --- |\n");
        foreach (var step in summary.Steps)
        {
            text.Append('|');
            foreach (var cell in SummaryTable.Row(step))
                text.Append(' ').Append(Markup.Escape(cell)).Append(" |");
            text.Append('\n');
        }

        if (CriticalPath.Text(summary) is { } path)
            text.Append('\n').Append(Markup.Escape(path)).Append('\n');

        var failures = 0;
        foreach (var step in summary.Steps)
        {
            if (step.Outcome == StepOutcome.Failed && ++failures <= MostFailures)
                Failure(text, step);
        }

        return text.ToString();
    }

    private static void Failure(StringBuilder text, StepResult step)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        SummaryTable.Failure(writer, step);
        var reason = writer.ToString().Trim('\n').ReplaceLineEndings("\n");
        if (reason.Length > LongestReason)
            reason = reason[..LongestReason] + "…";

        text.Append("\n<details open><summary>").Append(Markup.Escape(step.Name)).Append("</summary>\n\n");
        text.Append(Markup.Fence(reason)).Append("\n\n</details>\n");
    }
}
