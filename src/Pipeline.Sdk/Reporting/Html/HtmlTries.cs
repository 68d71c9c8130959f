using Pipeline.Sdk.Execution;
using Pipeline.Sdk.History;

namespace Pipeline.Sdk.Reporting;

/// <summary>The tries of a target that was tried more than once.</summary>
internal static class HtmlTries
{
    public static void Write(HtmlPage page, RecordedStep step)
    {
        if (step.Tries.IsEmpty)
            return;

        page.BeginTable("How often it was tried");
        page.Write($"<thead><tr><th scope=\"col\" class=\"number\">Attempt</th><th scope=\"col\" class=\"number\">Started after</th><th scope=\"col\" class=\"number\">Took</th><th scope=\"col\">Outcome</th><th scope=\"col\">Why</th></tr></thead>\n<tbody>");
        for (var i = 0; i < step.Tries.Length; i++)
        {
            var tried = step.Tries[i];
            var after = tried.StartedAt - (step.StartedAt ?? tried.StartedAt);
            page.Write($"<tr><td class=\"number\">{Numerals.Of(i + 1)}</td><td class=\"number\">{Durations.Text(after < TimeSpan.Zero ? TimeSpan.Zero : after)}</td><td class=\"number\">{Durations.Text(tried.Duration)}</td><td class=\"{OutcomeLook.Class(step, tried)}\">{tried.Outcome}</td><td>{tried.Reason}</td></tr>");
        }

        page.Write($"</tbody>\n</table></div>");
    }
}
