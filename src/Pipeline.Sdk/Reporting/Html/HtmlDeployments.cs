using System.Globalization;
using Pipeline.Sdk.Execution;

namespace Pipeline.Sdk.Reporting;

/// <summary>What a run did to its environment: the share of requests over time as a picture, and every line of the journal.</summary>
internal static class HtmlDeployments
{
    private const double Width = 720;
    private const double Left = 46;
    private const double Right = 700;
    private const double Top = 14;
    private const double Bottom = 124;

    public static void Write(HtmlPage page, RunReport report)
    {
        foreach (var deployment in report.Deployments)
        {
            var (word, tone) = deployment.Succeeded switch { true => ("succeeded", "good"), false => ("failed", "bad"), null => ("has no verdict yet", "warn") };
            page.Write($"<h3>{deployment.Kind} of {deployment.Service} {deployment.Version} <span class=\"{tone}\">{word}</span> after {Durations.Text(deployment.Duration)}</h3>");
            page.Write($"<p>{(deployment.Strategy is { } strategy ? $"Strategy {strategy}. " : "")}Release <code>{deployment.Digest}</code></p>");
            if (deployment.Steps.Any(step => step.Share > 0))
                Traffic(page, deployment);
            page.BeginTable("The journal");
            page.Write($"<thead><tr><th scope=\"col\" class=\"number\">After</th><th scope=\"col\">Step</th><th scope=\"col\">Details</th></tr></thead>\n<tbody>");
            foreach (var step in deployment.Steps)
                page.Write($"<tr><td class=\"number\">{Durations.Text(step.Offset)}</td><td class=\"nowrap\"><span class=\"{Class(step.Tone)}\">{Mark(step.Tone)}{step.Name}</span></td><td>{step.Message}</td></tr>");
            page.Write($"</tbody>\n</table></div>");
        }
    }

    private static void Traffic(HtmlPage page, ReportedDeployment deployment)
    {
        var seconds = Math.Max(0.001, deployment.Duration.TotalSeconds);
        var (line, share, told) = (string.Create(CultureInfo.InvariantCulture, $"M{Left} {Bottom}"), 0.0, new List<string>());
        foreach (var step in deployment.Steps.Where(step => step.Share is not null))
        {
            var x = X(step.Offset, seconds);
            line += string.Create(CultureInfo.InvariantCulture, $"L{x:0.##} {Y(share):0.##}L{x:0.##} {Y(step.Share ?? 0):0.##}");
            share = step.Share ?? 0;
            told.Add(string.Create(CultureInfo.InvariantCulture, $"{share:0.##} % after {Durations.Text(step.Offset)}"));
        }

        line += string.Create(CultureInfo.InvariantCulture, $"L{Right} {Y(share):0.##}");
        page.Write($"<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Traffic of {deployment.Service}\"><svg role=\"img\" aria-label=\"Share of requests that the new release had: {string.Join(", ", told)}\" viewBox=\"0 0 {Width} 150\" width=\"{Width}\" height=\"150\">");
        foreach (var percent in (int[])[0, 50, 100])
            page.Write($"<line class=\"grid\" x1=\"{Left}\" x2=\"{Right}\" y1=\"{Y(percent)}\" y2=\"{Y(percent)}\"/><text class=\"axis\" x=\"4\" y=\"{Y(percent) + 4}\">{percent} %</text>");
        page.Write($"<path class=\"under\" d=\"{line}L{Right} {Bottom}Z\"/><path class=\"traffic\" d=\"{line}\"/>");
        foreach (var step in deployment.Steps.Where(step => step.Tone is not DeploymentTone.Step))
            page.Write($"<g><title>{step.Name}: {step.Message}</title><circle class=\"fill-{Class(step.Tone)}\" cx=\"{X(step.Offset, seconds)}\" cy=\"{Y(ShareAt(deployment, step.Offset))}\" r=\"5.5\"/></g>");
        page.Write($"<text class=\"axis\" x=\"{Left}\" y=\"144\">0 s</text><text class=\"axis\" x=\"{Right}\" y=\"144\" text-anchor=\"end\">{Durations.Text(deployment.Duration)}</text></svg></div>");
        page.Write($"<p class=\"sub\">Share of the requests that the new release had; dots are verdicts.</p>");
    }

    private static double X(TimeSpan offset, double seconds) => Left + ((Right - Left) * Math.Clamp(offset.TotalSeconds / seconds, 0, 1));

    private static double Y(double percent) => Bottom - ((Bottom - Top) * Math.Clamp(percent, 0, 100) / 100);

    private static double ShareAt(ReportedDeployment deployment, TimeSpan offset) =>
        deployment.Steps.LastOrDefault(step => step.Share is not null && step.Offset <= offset)?.Share ?? 0;

    private static string Class(DeploymentTone tone) => tone switch { DeploymentTone.Good => "good", DeploymentTone.Bad => "bad", DeploymentTone.Open => "warn", _ => "quiet" };

    private static string Mark(DeploymentTone tone) => tone switch { DeploymentTone.Good => "✓ ", DeploymentTone.Bad => "✗ ", DeploymentTone.Open => "? ", _ => "" };
}
