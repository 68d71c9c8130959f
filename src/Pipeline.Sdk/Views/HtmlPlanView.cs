using System.Net;
using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Views;

/// <summary>A plan as one HTML file: a drawing, and the same as a table. It needs no script and nothing from elsewhere.</summary>
internal static class HtmlPlanView
{
    private const string Style = """
        :root { color-scheme: light dark; --line: #8a8f98; --box: #eef4ff; --edge: #3566b8; --out: #9aa0a6; }
        @media (prefers-color-scheme: dark) { :root { --box: #1d2a44; --edge: #8ab4f8; --line: #7d848f; } }
        body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem; }
        .drawing { overflow: auto; border: 1px solid var(--line); border-radius: 6px; }
        svg text { font: 13px ui-monospace, monospace; fill: currentColor; }
        svg rect { fill: var(--box); stroke: var(--edge); }
        svg path { fill: none; stroke: var(--line); }
        svg .follows { stroke-dasharray: 3 4; }
        svg .out rect { fill: none; stroke: var(--out); stroke-dasharray: 4; }
        svg .out text, tr.out { fill: var(--out); color: var(--out); }
        table { border-collapse: collapse; margin-top: 1.5rem; }
        th, td { text-align: left; padding: .25rem .75rem .25rem 0; vertical-align: top; border-bottom: 1px solid var(--line); }
        """;

    public static void Write(TextWriter writer, Plan plan)
    {
        var title = $"Plan for {string.Join(' ', plan.Requested)}{(plan.Environment is { } environment ? $" in {environment.Name}" : "")}";
        writer.WriteLine($"<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>{Text(title)}</title>");
        writer.WriteLine($"<style>\n{Style}\n</style>\n</head>\n<body>\n<h1>{Text(title)}</h1>");
        Drawing(writer, plan, title);
        Steps(writer, plan);
        Parameters(writer, plan);
        if (!plan.NeedsConfirmation.IsEmpty)
            writer.WriteLine($"<p>Asks for a confirmation first: {Text(string.Join(", ", plan.NeedsConfirmation))} changes {Text(plan.Environment?.Name ?? "")}.</p>");
        writer.WriteLine("</body>\n</html>");
    }

    private static void Drawing(TextWriter writer, Plan plan, string title)
    {
        var layout = PlanLayout.Of(plan);
        writer.WriteLine($"<div class=\"drawing\" tabindex=\"0\" role=\"region\" aria-label=\"Drawing of the plan\">\n<svg role=\"img\" aria-label=\"{Text(title)}; the table below says the same\" width=\"{layout.Width}\" height=\"{layout.Height}\">");
        foreach (var step in plan.Steps)
        {
            foreach (var before in step.WaitsFor)
                Arrow(writer, layout.Boxes[before], layout.Boxes[step.Index], "waits");
            foreach (var before in step.Follows)
                Arrow(writer, layout.Boxes[before], layout.Boxes[step.Index], "follows");
        }

        foreach (var step in plan.Steps)
        {
            var box = layout.Boxes[step.Index];
            writer.WriteLine($"<g class=\"{Class(step)}\"><title>{Text(step.Name)}: {Text(step.Reason)}</title><rect x=\"{box.X}\" y=\"{box.Y}\" width=\"{box.Width}\" height=\"{box.Height}\" rx=\"5\"/><text x=\"{box.X + 12}\" y=\"{box.Y + 20}\">{Text(step.Name)}</text></g>");
        }

        writer.WriteLine("</svg>\n</div>");
    }

    private static void Arrow(TextWriter writer, PlanLayout.Box from, PlanLayout.Box to, string kind)
    {
        var (x1, y1, x2, y2) = (from.X + (from.Width / 2), from.Y + from.Height, to.X + (to.Width / 2), to.Y);
        var middle = (y1 + y2) / 2;
        writer.WriteLine($"<path class=\"{kind}\" d=\"M{x1} {y1}C{x1} {middle} {x2} {middle} {x2} {y2}\"/>");
    }

    private static void Steps(TextWriter writer, Plan plan)
    {
        writer.WriteLine("<table>\n<caption>Steps</caption>\n<thead><tr><th scope=\"col\">#</th><th scope=\"col\">Target</th><th scope=\"col\">Action</th><th scope=\"col\">Why</th><th scope=\"col\">Waits for</th></tr></thead>\n<tbody>");
        foreach (var step in plan.Steps)
        {
            var waits = step.WaitsFor.Select(index => plan.Steps[index].Name).Concat(step.Follows.Select(index => plan.Steps[index].Name + " (its end only)"));
            var why = string.Join("; ", StepMarks.Of(step).Prepend(step.Reason));
            writer.WriteLine($"<tr class=\"{Class(step)}\"><td>{step.Index + 1}</td><th scope=\"row\">{Text(step.Name)}</th><td>{PlanView.Word(step)}</td><td>{Text(why)}</td><td>{Text(string.Join(", ", waits))}</td></tr>");
        }

        writer.WriteLine("</tbody>\n</table>");
    }

    private static void Parameters(TextWriter writer, Plan plan)
    {
        if (plan.Parameters.IsEmpty)
            return;

        writer.WriteLine("<table>\n<caption>Parameters</caption>\n<thead><tr><th scope=\"col\">Name</th><th scope=\"col\">Value</th><th scope=\"col\">Source</th></tr></thead>\n<tbody>");
        foreach (var parameter in plan.Parameters)
            writer.WriteLine($"<tr><th scope=\"row\">{Text(parameter.Definition.Name)}</th><td>{Text(parameter.Text)}</td><td>{Text(parameter.Source)}</td></tr>");
        writer.WriteLine("</tbody>\n</table>");
    }

    private static string Class(PlanStep step) => step.Disposition == StepDisposition.Run ? "run" : "out";

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
