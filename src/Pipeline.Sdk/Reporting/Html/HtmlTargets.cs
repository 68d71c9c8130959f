using Pipeline.Sdk.Execution;
using Pipeline.Sdk.History;

namespace Pipeline.Sdk.Reporting;

/// <summary>All about each target, folded.</summary>
internal static class HtmlTargets
{
    private const int MostNamed = 20;
    private const int Many = 100;

    public static void Write(HtmlPage page, RunReport report)
    {
        Filter(page, report.Run);

        // A browser passes over what is out of sight; with few targets that would only make the page jump.
        page.Write($"<div class=\"{(report.Run.Steps.Length > Many ? "many" : "few")}\">");
        foreach (var step in report.Run.Steps)
            Target(page, report, step);
        page.Write($"</div>");
    }

    // Shown by the script, which is what makes it work.
    private static void Filter(HtmlPage page, RunRecord run)
    {
        page.Write($"<div id=\"filter\" class=\"filter\" hidden><div><label for=\"filter-name\">Name</label><input id=\"filter-name\" type=\"search\" autocomplete=\"off\"></div>");
        page.Write($"<div><label for=\"filter-outcome\">Outcome</label><select id=\"filter-outcome\"><option value=\"\">all</option>");
        foreach (var outcome in run.Steps.Select(Words.Outcome).Distinct(StringComparer.Ordinal))
            page.Write($"<option>{outcome}</option>");
        page.Write($"</select></div><div id=\"filter-count\" role=\"status\"></div></div>");
    }

    private static void Target(HtmlPage page, RunReport report, RecordedStep step)
    {
        var outcome = Words.Outcome(step);
        page.Write($"<details class=\"target\" id=\"t{step.Index}\" data-name=\"{step.Target.ToLowerInvariant()}\" data-outcome=\"{outcome}\">");
        page.Write($"<summary><span class=\"{OutcomeLook.Class(step)}\" aria-hidden=\"true\">{OutcomeLook.Mark(step)}</span> <span class=\"name\">{step.Target}</span> <span class=\"{OutcomeLook.Class(step)}\">{outcome}</span> {Words.Duration(step)}{(step.Attempts > 1 ? $", {step.Attempts} attempts" : "")}</summary>");
        Facts(page, report, step);
        HtmlTries.Write(page, step);
        Commands(page, step);
        Log(page, report, step);
        page.Write($"</details>");
    }

    private static void Facts(HtmlPage page, RunReport report, RecordedStep step)
    {
        page.Write($"<dl class=\"facts\">");
        Fact(page, "Why", step.Why);
        if (step.Reason.Length > 0)
            Fact(page, step.Code is { } code ? $"{Words.Outcome(step)} ({code})" : Words.Outcome(step), step.Reason);
        if (step.Stored.Length > 0)
            Fact(page, "Stored result", step.Stored);
        if (!step.WaitsFor.IsEmpty)
            Links(page, report.Run, "Waited for", step.WaitsFor);
        if (!step.Follows.IsEmpty)
            Links(page, report.Run, "Only after", step.Follows);
        if (step.StartedAt is not null && RunTimeline.Waiting(report.Run, step) is var waited && waited >= TimeSpan.FromMilliseconds(100))
            Fact(page, "Stood ready for", Durations.Text(waited));
        if (step.Attempts > 0)
            Fact(page, "Attempts", Words.Count(step.Attempts, "attempt", "attempts"));
        if (!step.Artifacts.IsEmpty)
            Fact(page, "Files", string.Join(", ", step.Artifacts.Take(MostNamed)) + (step.Artifacts.Length > MostNamed ? $" and {step.Artifacts.Length - MostNamed} others" : ""));
        page.Write($"</dl>");
    }

    private static void Links(HtmlPage page, RunRecord run, string name, IReadOnlyCollection<int> steps)
    {
        page.Write($"<dt>{name}</dt><dd>");
        var left = Math.Min(steps.Count, MostNamed);
        foreach (var index in steps.Take(MostNamed))
            page.Write($"<a href=\"#t{index}\">{run.Steps[index].Target}</a>{(--left > 0 ? "," : "")}");
        page.Write($"{(steps.Count > MostNamed ? $" and {steps.Count - MostNamed} others" : "")}</dd>");
    }

    private static void Fact(HtmlPage page, string name, string value) => page.Write($"<dt>{name}</dt><dd>{value}</dd>");

    private static void Commands(HtmlPage page, RecordedStep step)
    {
        if (step.Commands.IsEmpty)
            return;

        page.BeginTable("Programs that it ran");
        page.Write($"<thead><tr><th scope=\"col\">Command</th><th scope=\"col\" class=\"number\">Exit code</th><th scope=\"col\" class=\"number\">Took</th></tr></thead>\n<tbody>");
        foreach (var command in step.Commands)
            page.Write($"<tr><td><code>{command.CommandLine}</code></td><td class=\"number\">{(command.ExitCode is { } code ? Numerals.Of(code) : "none")}</td><td class=\"number\">{Durations.Text(command.Duration)}</td></tr>");
        page.Write($"</tbody>\n</table></div>");
    }

    private static void Log(HtmlPage page, RunReport report, RecordedStep step)
    {
        if (!report.Logs.TryGetValue(step.Index, out var log))
            return;

        page.Write($"<pre tabindex=\"0\" role=\"region\" aria-label=\"Log of {step.Target}\">{log.Head}</pre>");
        if (log.LeftOut == 0)
            return;

        page.Write($"<p>{log.LeftOut / 1000 + 1} kB are left out here; the whole log is <code>{log.File}</code>.</p>");
        if (log.Tail.Length > 0)
            page.Write($"<pre tabindex=\"0\" role=\"region\" aria-label=\"End of the log of {step.Target}\">{log.Tail}</pre>");
    }
}
