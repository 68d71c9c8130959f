using Pipeline.Sdk.Execution;

namespace Pipeline.Sdk.Reporting;

/// <summary>The figures of a run, and its critical path.</summary>
internal static class HtmlOverview
{
    public static void Write(HtmlPage page, RunReport report)
    {
        var (run, timeline) = (report.Run, report.Timeline);
        page.Write($"<dl class=\"tiles\">");
        Tile(page, "Duration", Durations.Text(run.Duration), report.Previous is { } previous ? $"{Words.Difference(run.Duration - previous.Duration)} than before" : "");
        Tile(page, "Targets", Words.Count(run.Steps.Length, "target", "targets"), $"{run.Steps.Count(step => step.StartedAt is not null)} ran");
        Tile(page, "Critical path", Durations.Text(timeline.Length), Words.Count(timeline.Path.Length, "target", "targets"));
        Tile(page, "Work", Durations.Text(timeline.Work), timeline.Work > run.Duration && run.Duration > TimeSpan.Zero ? $"{Durations.Text(timeline.Work - run.Duration)} saved in parallel" : "");
        var stored = run.Steps.Count(step => step.Outcome == "cached");
        if (stored > 0)
            Tile(page, "Stored results", Words.Count(stored, "target", "targets"), $"{Durations.Text(TimeSpan.FromTicks(run.Steps.Sum(step => step.Saved.Ticks)))} saved");
        var lines = report.Coverage.Sum(coverage => coverage.Lines);
        if (lines > 0)
            Tile(page, "Lines covered", Words.Percent((double)report.Coverage.Sum(coverage => coverage.Covered) / lines), Words.Count(lines, "line", "lines"));
        page.Write($"</dl>");
        if (timeline.Path.Length < 2)
            return;

        page.Write($"<h3>Critical path</h3>\n<p>The chain that decided how long the run took, {Durations.Text(timeline.Length)} of {Durations.Text(run.Duration)}. With a processor for each, making any other target faster would not have ended it earlier.</p>\n<ol class=\"path\">");
        foreach (var index in timeline.Path)
            page.Write($"<li><a href=\"#t{index}\">{run.Steps[index].Target}</a> {Durations.Text(run.Steps[index].Duration)}</li>");
        page.Write($"</ol>");
        if (Words.Shorten(report) is { Length: > 0 } shorten)
            page.Write($"<p>{shorten}</p>");
        Savings(page, report);
    }

    private static void Savings(HtmlPage page, RunReport report)
    {
        const int Most = 10;
        if (report.Timeline.Savings.Length < 2)
            return;

        page.BeginTable("What would shorten the run most: how much shorter the path would be without a target");
        page.Write($"<thead><tr><th scope=\"col\">Target</th><th scope=\"col\" class=\"number\">Took</th><th scope=\"col\" class=\"number\">Would save</th><th scope=\"col\" class=\"number\">Stood ready for</th></tr></thead>\n<tbody>");
        foreach (var saving in report.Timeline.Savings.Take(Most))
        {
            var step = report.Run.Steps[saving.Step];
            page.Write($"<tr><th scope=\"row\"><a href=\"#t{saving.Step}\">{step.Target}</a></th><td class=\"number\">{Durations.Text(step.Duration)}</td><td class=\"number\">{Durations.Text(saving.Saves)}</td><td class=\"number\">{Durations.Text(History.RunTimeline.Waiting(report.Run, step))}</td></tr>");
        }

        page.Write($"</tbody>\n</table></div>");
    }

    private static void Tile(HtmlPage page, string name, string value, string note) =>
        page.Write($"<div><dt>{name}</dt><dd>{value} <small>{note}</small></dd></div>");
}
