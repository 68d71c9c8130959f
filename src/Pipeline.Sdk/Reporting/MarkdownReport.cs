using System.Globalization;
using System.Text;
using Pipeline.Sdk.Execution;

namespace Pipeline.Sdk.Reporting;

/// <summary>A report as Markdown, for the page that a CI system shows of a step. Names and messages are text in it, never Markdown or HTML.</summary>
internal static class MarkdownReport
{
    private const int MostRows = 20;
    private const int MostNodes = 60;
    private const int LongestMessage = 300;
    private const int LongestSource = 160;

    /// <summary>The whole report.</summary>
    public static string Of(RunReport report)
    {
        var text = new StringBuilder("### ").Append(Markup.Escape(Words.Verdict(report.Run))).Append("\n\n");
        text.Append("| Target | Outcome | Duration | Why |\n| --- | --- | ---: | --- |\n");
        foreach (var step in report.Run.Steps)
            Row(text, step.Target, Words.Outcome(step) + (step.Attempts > 1 ? $", {step.Attempts} attempts" : ""), Words.Duration(step), Words.Why(step));
        if (report.Timeline.Path.Length > 1)
            text.Append("\nCritical path: ").AppendJoin(" → ", report.Timeline.Path.Select(index => Markup.Escape(report.Run.Steps[index].Target) + " " + Durations.Text(report.Run.Steps[index].Duration))).Append('\n');
        foreach (var step in report.Failures.Take(MostRows))
            text.Append("\n<details open><summary>").Append(Markup.Escape(step.Target)).Append("</summary>\n\n").Append(Markup.Fence($"{step.Code}: {step.Reason}")).Append("\n\n</details>\n");
        return text.Append(Details(report, hasDiagrams: true)).ToString();
    }

    /// <summary>What a summary of a run has not said yet: what would shorten it, remarks with their source lines, deployments, coverage, comparison, graph.</summary>
    /// <param name="report">The report.</param>
    /// <param name="hasDiagrams">Whether whoever shows it draws Mermaid.</param>
    public static string Details(RunReport report, bool hasDiagrams)
    {
        var text = new StringBuilder();
        if (Words.Shorten(report) is { Length: > 0 } shorten)
            text.Append('\n').Append(Markup.Escape(shorten)).Append('\n');
        Remarks(text, report);
        Deployments(text, report);
        Coverage(text, report);
        Comparison(text, report);
        if (hasDiagrams)
            Graph(text, report);
        return text.ToString();
    }

    private static void Remarks(StringBuilder text, RunReport report)
    {
        var remarks = report.Remarks.ToList();
        if (remarks.Count == 0)
            return;

        text.Append("\n#### Remarks\n\n| | Place | Remark | Source |\n| --- | --- | --- | --- |\n");
        foreach (var (step, remark) in remarks.Take(MostRows))
        {
            var source = remark is { File: { } file, Line: { } line } && report.Sources.TryGetValue((file, line), out var found) ? found.Lines[line - found.First].Trim() : "";
            Row(text, remark.Severity == DiagnosticSeverity.Error ? "error" : "warning", remark.File is { } place ? HtmlFailures.Place(place, remark) : step.Target, Short((remark.Title is { } title ? title + ": " : "") + Words.FirstLine(remark.Message), LongestMessage), Short(source, LongestSource));
        }

        if (remarks.Count > MostRows)
            text.Append(CultureInfo.InvariantCulture, $"\n{remarks.Count - MostRows} more are in the record.\n");
    }

    private static void Deployments(StringBuilder text, RunReport report)
    {
        foreach (var deployment in report.Deployments)
        {
            var word = deployment.Succeeded switch { true => "succeeded", false => "failed", null => "has no verdict yet" };
            text.Append("\n#### ").Append(Markup.Escape($"{deployment.Kind} of {deployment.Service} {deployment.Version} {word} after {Durations.Text(deployment.Duration)}")).Append("\n\n| After | Step | Details |\n| ---: | --- | --- |\n");
            foreach (var step in deployment.Steps)
                Row(text, Durations.Text(step.Offset), step.Name, Short(step.Message, LongestMessage));
        }
    }

    private static void Coverage(StringBuilder text, RunReport report)
    {
        foreach (var coverage in report.Coverage)
        {
            var share = Words.Percent(coverage.Lines == 0 ? 1 : (double)coverage.Covered / coverage.Lines);
            text.Append("\n<details><summary>").Append(Markup.Escape($"Coverage of {coverage.Target}: {share} of {Words.Count(coverage.Lines, "line", "lines")}")).Append("</summary>\n\n| File | Lines | Not run | Covered |\n| --- | ---: | ---: | ---: |\n");
            foreach (var file in coverage.Files.Take(MostRows))
                Row(text, file.File, Numerals.Of(file.Lines), Numerals.Of(file.Lines - file.Covered), Words.Percent(file.Share));
            text.Append("\n</details>\n");
        }
    }

    private static void Comparison(StringBuilder text, RunReport report)
    {
        if (report.Previous is not { } previous)
            return;

        var comparison = RunComparison.Of(previous, report.Run);
        text.Append("\n<details><summary>").Append(Markup.Escape($"Compared with {previous.Id}: {Words.Difference(report.Run.Duration - previous.Duration)}")).Append("</summary>\n\n| | Before | In this run | Difference |\n| --- | --- | --- | ---: |\n");
        foreach (var step in comparison.Steps.Take(MostRows))
            Row(text, step.Target, step.Before is { } before ? $"{Words.Outcome(before)} {Words.Duration(before)}" : "not in the plan", step.Now is { } now ? $"{Words.Outcome(now)} {Words.Duration(now)}" : "not in the plan", Words.Difference(step.Time));
        foreach (var fact in comparison.Facts.Take(MostRows))
            Row(text, fact.Name, Short(fact.Before, LongestMessage), Short(fact.Now, LongestMessage), "");
        text.Append("\n</details>\n");
    }

    private static void Graph(StringBuilder text, RunReport report)
    {
        var graph = ReportGraph.Of(report.Run);
        if (graph.Nodes.Length is < 2 or > MostNodes)
            return;

        text.Append("\n<details><summary>Graph</summary>\n\n```mermaid\nflowchart TD\n");
        foreach (var node in graph.Nodes)
            text.Append(CultureInfo.InvariantCulture, $"  n{node.Index}[\"{OutcomeLook.Mark(node.Speaker)} {Markup.Mermaid(node.Name)}\"]\n");
        foreach (var line in graph.Lines)
            text.Append(CultureInfo.InvariantCulture, $"  n{line.From} {(line.IsFollowing ? "-.->" : "-->")} n{line.To}\n");
        text.Append("```\n\n</details>\n");
    }

    private static void Row(StringBuilder text, params ReadOnlySpan<string> cells)
    {
        text.Append('|');
        foreach (var cell in cells)
            text.Append(' ').Append(Markup.Escape(Words.FirstLine(cell))).Append(" |");
        text.Append('\n');
    }

    private static string Short(string text, int most) => text.Length > most ? text[..most] + "…" : text;
}
