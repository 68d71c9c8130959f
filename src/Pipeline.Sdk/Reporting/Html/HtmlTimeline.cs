using System.Globalization;
using Pipeline.Sdk.Execution;
using Pipeline.Sdk.History;

namespace Pipeline.Sdk.Reporting;

/// <summary>When each target ran: a table whose last column is a Gantt chart.</summary>
internal static class HtmlTimeline
{
    private static readonly double[] _ticks = [0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400];

    public static void Write(HtmlPage page, RunReport report)
    {
        var run = report.Run;
        var ran = run.Steps.Where(step => step.StartedAt is not null).OrderBy(step => step.StartedAt).ToList();
        if (ran.Count == 0)
        {
            page.Write($"<p>No target ran.</p>");
            return;
        }

        // The clock may have been set while the run went on: whatever the times say, everything is on the chart.
        var length = Math.Max(0.001, Math.Max(run.Duration.TotalSeconds, ran.Max(step => Offset(run, step) + step.Duration.TotalSeconds)));
        var onPath = report.Timeline.Path.ToHashSet();
        page.BeginTable("In the order of their starts; those with a border and a ● are on the critical path.");
        page.Write($"<thead><tr><th scope=\"col\">Target</th><th scope=\"col\" class=\"number\">Started after</th><th scope=\"col\" class=\"number\">Took</th><th scope=\"col\" class=\"bar\"><span>When</span>");
        Axis(page, length);
        page.Write($"</th></tr></thead>\n<tbody>");
        foreach (var step in ran)
        {
            var isCritical = onPath.Contains(step.Index);
            page.Write($"<tr><th scope=\"row\"><a href=\"#t{step.Index}\">{step.Target}</a>{(isCritical ? " ●" : "")}</th><td class=\"number\">{Durations.Text(TimeSpan.FromSeconds(Offset(run, step)))}</td><td class=\"number\">{Durations.Text(step.Duration)}</td>");
            page.Write($"<td class=\"bar\"><svg height=\"16\" aria-hidden=\"true\">");
            if (step.Tries.IsEmpty)
            {
                Bar(page, OutcomeLook.Class(step) + (isCritical ? " critical" : ""), Offset(run, step), step.Duration, length);
            }
            else
            {
                // The pauses between the tries are a thin line.
                var whole = Position(Offset(run, step), step.Duration, length);
                page.Write($"<rect class=\"fill-rest\" x=\"{whole.From}%\" y=\"7\" width=\"{whole.Width}%\" height=\"2\"/>");
                foreach (var tried in step.Tries)
                    Bar(page, OutcomeLook.Class(step, tried) + (isCritical ? " critical" : ""), Math.Max(0, (tried.StartedAt - run.StartedAt).TotalSeconds), tried.Duration, length);
            }

            page.Write($"</svg></td></tr>");
        }

        page.Write($"</tbody>\n</table></div>");
    }

    private static void Bar(HtmlPage page, string look, double start, TimeSpan duration, double length)
    {
        var (from, width) = Position(start, duration, length);
        page.Write($"<rect class=\"fill-{look}\" x=\"{from}%\" y=\"2\" width=\"{width}%\" height=\"12\" rx=\"2\"/>");
    }

    // What took next to no time is seen all the same.
    private static (double From, double Width) Position(double start, TimeSpan duration, double length) =>
        (Math.Min(100 * start / length, 99.8), Math.Min(Math.Max(0.15, 100 * duration.TotalSeconds / length), 100));

    private static double Offset(RunRecord run, RecordedStep step) => Math.Max(0, ((step.StartedAt ?? run.StartedAt) - run.StartedAt).TotalSeconds);

    private static void Axis(HtmlPage page, double length)
    {
        const int MostTicks = 6;
        var tick = _ticks.FirstOrDefault(tick => length / tick <= MostTicks, Math.Ceiling(length / MostTicks / 3600) * 3600);
        page.Write($"<svg height=\"16\" aria-hidden=\"true\">");
        for (var at = 0.0; at < length * 0.97; at += tick)
            page.Write($"<text class=\"axis\" x=\"{100 * at / length}%\" y=\"12\">{Label(at, tick)}</text>");
        page.Write($"</svg>");
    }

    private static string Label(double seconds, double tick) =>
        tick < 1 ? string.Create(CultureInfo.InvariantCulture, $"{seconds:0.0} s")
        : tick < 60 ? string.Create(CultureInfo.InvariantCulture, $"{seconds:0} s")
        : string.Create(CultureInfo.InvariantCulture, $"{seconds / 60:0.#} min");
}
