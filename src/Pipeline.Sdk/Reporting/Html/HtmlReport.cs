using Pipeline.Sdk.Execution;
using Pipeline.Sdk.History;

namespace Pipeline.Sdk.Reporting;

/// <summary>A report as one HTML file: it needs nothing from elsewhere, and its script only opens and filters what is there without it.</summary>
internal static class HtmlReport
{
    private static readonly Lazy<ReportAsset> _style = new(static () => ReportAsset.Read("report.css"));
    private static readonly Lazy<ReportAsset> _script = new(static () => ReportAsset.Read("report.js"));

    public static void Write(TextWriter writer, RunReport report)
    {
        var page = new HtmlPage(writer);
        var title = Words.Verdict(report.Run);
        page.Write($"<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        page.Write($"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '{_style.Value.Hash}'; script-src '{_script.Value.Hash}'; base-uri 'none'; form-action 'none'\">");
        page.Write($"<title>{title}</title>");
        page.Trusted("<style>" + _style.Value.Text + "</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#main\">To the content</a>\n");
        Header(page, report, title);

        var sections = Sections(report);
        page.Write($"<nav aria-label=\"Sections\"><ul>");
        foreach (var section in sections)
            page.Write($"<li><a href=\"#{section.Id}\">{section.Title}</a></li>");
        page.Write($"</ul></nav>\n<main id=\"main\">");
        foreach (var section in sections)
        {
            page.Write($"<section aria-labelledby=\"{section.Id}\">\n<h2 id=\"{section.Id}\">{section.Title}</h2>");
            section.Write(page, report);
            page.Write($"</section>");
        }

        page.Write($"</main>\n<footer>Made from the record of the run {report.Run.Id} by Pipeline.Sdk {SdkVersion.Text}.</footer>");
        page.Trusted("<script>" + _script.Value.Text + "</script>\n</body>\n</html>\n");
    }

    private static void Header(HtmlPage page, RunReport report, string title)
    {
        var run = report.Run;
        page.Write($"<header>\n<h1><span class=\"{OutcomeLook.OfRun(run)}\">{title}</span></h1>");
        page.Write($"<p class=\"sub\">{Words.Time(run.StartedAt)} by {run.Actor} on {run.Machine}{(run.Ci is { } ci ? $" ({ci})" : "")}{(run.Branch is { } branch ? $", branch {branch}" : "")}{Commit(run)}</p>");
        if (IsWebAddress(run.RunUrl))
            page.Write($"<p class=\"sub\"><a href=\"{run.RunUrl}\">Page of the run in {run.Ci}</a></p>");
        page.Write($"</header>");
    }

    private static string Commit(RunRecord run) =>
        run.Commit is { } commit ? $", commit {commit[..Math.Min(10, commit.Length)]}{(run.IsDirty == true ? " with changes" : "")}" : "";

    // The record is a file that anybody may have written: no other scheme becomes a link.
    private static bool IsWebAddress(string? text) => Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "https" or "http";

    private static List<Section> Sections(RunReport report)
    {
        var sections = new List<Section> { new("overview", "Overview", HtmlOverview.Write) };
        if (report.Failures.Any() || report.Remarks.Any())
            sections.Add(new("failures", report.Failures.Any() ? "Failures" : "Remarks", HtmlFailures.Write));
        sections.Add(new("graph", "Graph", HtmlGraph.Write));
        sections.Add(new("timeline", "Timeline", HtmlTimeline.Write));
        sections.Add(new("targets", "Targets", HtmlTargets.Write));
        if (!report.Deployments.IsEmpty)
            sections.Add(new("deployments", "Deployments", HtmlDeployments.Write));
        if (!report.Coverage.IsEmpty)
            sections.Add(new("coverage", "Coverage", HtmlCoverage.Write));
        sections.Add(new("comparison", "Compared with before", HtmlComparison.Write));
        sections.Add(new("circumstances", "Circumstances", HtmlCircumstances.Write));
        return sections;
    }

    private sealed record Section(string Id, string Title, Action<HtmlPage, RunReport> Write);
}
