namespace Pipeline.Sdk.Reporting;

/// <summary>The graph of a run as a drawing. Whoever cannot see it finds the same in the list of targets, so it is hidden from screen readers.</summary>
internal static class HtmlGraph
{
    public static void Write(HtmlPage page, RunReport report)
    {
        var graph = ReportGraph.Of(report.Run);
        var layout = GraphLayout.Of(graph);
        var onPath = report.Timeline.Path.ToHashSet();
        var nodesOnPath = graph.Nodes.Where(node => node.Steps.Any(step => onPath.Contains(step.Index))).Select(node => node.Index).ToHashSet();
        page.Write($"<p>What waited for what; the critical path is drawn bold, a dotted line means that the end was enough. <a href=\"#targets\">Targets</a> says the same in words.</p>");
        page.Write($"<div class=\"drawing\" tabindex=\"0\" role=\"region\" aria-label=\"Drawing of the graph\">\n<svg aria-hidden=\"true\" width=\"{layout.Width}\" height=\"{layout.Height}\">");
        foreach (var line in graph.Lines)
            Line(page, line, layout, nodesOnPath.Contains(line.From) && nodesOnPath.Contains(line.To));
        foreach (var node in graph.Nodes)
            Node(page, node, layout.Boxes[node.Index], nodesOnPath.Contains(node.Index));
        page.Write($"</svg>\n</div>");
    }

    private static void Node(HtmlPage page, ReportGraph.Node node, GraphLayout.Box box, bool isOnPath)
    {
        var step = node.Speaker;
        page.Write($"<a href=\"#t{step.Index}\" tabindex=\"-1\"><g class=\"node {OutcomeLook.Class(step)}{(isOnPath ? " on-path" : "")}\"><title>{node.Name}: {Words.Outcome(step)}. {Words.Why(step)}</title>");
        page.Write($"<rect x=\"{box.X}\" y=\"{box.Y}\" width=\"{box.Width}\" height=\"{GraphLayout.BoxHeight}\" rx=\"6\"/><text class=\"mark\" x=\"{box.X + 10}\" y=\"{box.Y + 18}\">{OutcomeLook.Mark(step)}</text><text x=\"{box.X + 26}\" y=\"{box.Y + 18}\">{node.Name}</text><text class=\"time\" x=\"{box.X + 26}\" y=\"{box.Y + 34}\">{node.Note}</text></g></a>");
    }

    private static void Line(HtmlPage page, ReportGraph.Line line, GraphLayout layout, bool isOnPath)
    {
        var (from, to) = (layout.Boxes[line.From], layout.Boxes[line.To]);
        var (top, bottom) = (from.Y + GraphLayout.BoxHeight, to.Y);
        var middle = (top + bottom) / 2.0;
        page.Write($"<path class=\"edge{(line.IsFollowing ? " follows" : "")}{(isOnPath ? " on-path" : "")}\" d=\"M{from.Middle} {top}C{from.Middle} {middle} {to.Middle} {middle} {to.Middle} {bottom}\"/>");
    }
}
