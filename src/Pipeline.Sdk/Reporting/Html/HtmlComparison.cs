using Pipeline.Sdk.Execution;

namespace Pipeline.Sdk.Reporting;

/// <summary>What differs from the run of the same targets before it.</summary>
internal static class HtmlComparison
{
    private const int MostSteps = 100;

    public static void Write(HtmlPage page, RunReport report)
    {
        if (report.Previous is not { } previous)
        {
            page.Write($"<p>There is no earlier record of {report.Run.Title} in this checkout.</p>");
            return;
        }

        var comparison = RunComparison.Of(previous, report.Run);
        page.Write($"<p>Before it, {previous.Id} {previous.Outcome} after {Durations.Text(previous.Duration)}; this run took {Durations.Text(report.Run.Duration)} ({Words.Difference(report.Run.Duration - previous.Duration)}).</p>");
        Steps(page, comparison);
        if (comparison.Facts.IsEmpty)
            return;

        page.BeginTable("Other circumstances");
        page.Write($"<thead><tr><th scope=\"col\">What</th><th scope=\"col\">Before</th><th scope=\"col\">In this run</th></tr></thead>\n<tbody>");
        foreach (var fact in comparison.Facts)
            page.Write($"<tr><th scope=\"row\">{fact.Name}</th><td>{fact.Before}</td><td>{fact.Now}</td></tr>");
        page.Write($"</tbody>\n</table></div>");
    }

    private static void Steps(HtmlPage page, RunComparison comparison)
    {
        if (comparison.Steps.IsEmpty)
        {
            page.Write($"<p>Every target had the same outcome in about the same time.</p>");
            return;
        }

        page.BeginTable($"Targets that differ, another outcome first{(comparison.Steps.Length > MostSteps ? $"; the first {MostSteps}" : "")}");
        page.Write($"<thead><tr><th scope=\"col\">Target</th><th scope=\"col\">Before</th><th scope=\"col\">In this run</th><th scope=\"col\" class=\"number\">Difference</th></tr></thead>\n<tbody>");
        foreach (var step in comparison.Steps.Take(MostSteps))
            page.Write($"<tr><th scope=\"row\">{step.Target}</th><td>{Told(step.Before)}</td><td>{Told(step.Now)}</td><td class=\"number {Tone(step.Time)}\">{Words.Difference(step.Time)}</td></tr>");
        page.Write($"</tbody>\n</table></div>");
    }

    // Half a second more is nothing to worry about by itself.
    private static string Tone(TimeSpan time) => time.TotalSeconds switch { > 0.5 => "bad", < -0.5 => "good", _ => "quiet" };

    private static string Told(History.RecordedStep? step) => step is null ? "not in the plan" : $"{Words.Outcome(step)} {Words.Duration(step)}".TrimEnd();
}
