namespace Pipeline.Sdk.Reporting;

/// <summary>What a run was made with: parameters with their sources, versions, machine.</summary>
internal static class HtmlCircumstances
{
    public static void Write(HtmlPage page, RunReport report)
    {
        var run = report.Run;
        if (!run.Parameters.IsEmpty)
        {
            page.BeginTable("Parameters");
            page.Write($"<thead><tr><th scope=\"col\">Name</th><th scope=\"col\">Value</th><th scope=\"col\">Source</th></tr></thead>\n<tbody>");
            foreach (var parameter in run.Parameters)
                page.Write($"<tr><th scope=\"row\">{parameter.Name}</th><td>{parameter.Value}</td><td>{parameter.Source}</td></tr>");
            page.Write($"</tbody>\n</table></div>");
        }

        page.Write($"<dl class=\"facts\">");
        Fact(page, "Run", run.Id);
        Fact(page, "Commit", run.Commit is { } commit ? commit + (run.IsDirty switch { true => ", with changes that are not committed", false => ", a clean checkout", null => "" }) : "none");
        Fact(page, "Pipeline.Sdk", run.Sdk);
        Fact(page, ".NET", run.Runtime);
        Fact(page, "System", run.Os);
        if (!run.Tools.IsEmpty)
            Fact(page, "Programs", string.Join(", ", run.Tools));
        page.Write($"</dl>");
    }

    private static void Fact(HtmlPage page, string name, string value) => page.Write($"<dt>{name}</dt><dd>{value}</dd>");
}
