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
        text.Append("### ").Append(Escape(SummaryTable.ShortVerdict(summary))).Append("\n\n");
        text.Append("| Target | Outcome | Duration | Why |\n| --- | --- | ---: | --- |\n");
        foreach (var step in summary.Steps)
        {
            text.Append('|');
            foreach (var cell in SummaryTable.Row(step))
                text.Append(' ').Append(Escape(cell)).Append(" |");
            text.Append('\n');
        }

        if (CriticalPath.Text(summary) is { } path)
            text.Append('\n').Append(Escape(path)).Append('\n');

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

        // The fence must be longer than any inside.
        var (longest, length) = (2, 0);
        foreach (var character in reason)
        {
            length = character == '`' ? length + 1 : 0;
            longest = Math.Max(longest, length);
        }

        var fence = new string('`', longest + 1);
        text.Append("\n<details open><summary>").Append(Escape(step.Name)).Append("</summary>\n\n");
        text.Append(fence).Append("text\n").Append(reason).Append('\n').Append(fence).Append("\n\n</details>\n");
    }

    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 8);
        foreach (var character in text)
        {
            switch (character)
            {
                case '<':
                    escaped.Append("&lt;");
                    break;
                case '&':
                    escaped.Append("&amp;");
                    break;
                case '|' or '\\' or '`' or '*' or '_' or '[' or ']' or '#' or '!' or '~' or '@':
                    escaped.Append('\\').Append(character);
                    break;
                default:
                    escaped.Append(character);
                    break;
            }
        }

        return escaped.ToString();
    }
}
