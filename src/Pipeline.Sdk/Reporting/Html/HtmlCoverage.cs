namespace Pipeline.Sdk.Reporting;

/// <summary>Which lines tests ran, by file; the files with most lines left first.</summary>
internal static class HtmlCoverage
{
    private const int MostFiles = 1000;

    public static void Write(HtmlPage page, RunReport report)
    {
        foreach (var coverage in report.Coverage)
        {
            page.Write($"<h3>{coverage.Target}: {coverage.Project}</h3>");
            page.Write($"<p>{coverage.Covered} of {coverage.Lines} lines were run ({Words.Percent(coverage.Lines == 0 ? 1 : (double)coverage.Covered / coverage.Lines)}) in {Words.Count(coverage.Files.Length, "file", "files")}.</p>");
            page.BeginTable($"Files, those with most lines left first{(coverage.Files.Length > MostFiles ? $"; the first {MostFiles}" : "")}");
            page.Write($"<thead><tr><th scope=\"col\">File</th><th scope=\"col\" class=\"number\">Lines</th><th scope=\"col\" class=\"number\">Not run</th><th scope=\"col\" class=\"number\">Covered</th><th scope=\"col\" class=\"share\"><span>Share</span></th></tr></thead>\n<tbody>");
            foreach (var file in coverage.Files.Take(MostFiles))
            {
                page.Write($"<tr><th scope=\"row\"><code>{file.File}</code></th><td class=\"number\">{file.Lines}</td><td class=\"number\">{file.Lines - file.Covered}</td><td class=\"number\">{Words.Percent(file.Share)}</td>");
                page.Write($"<td class=\"share\"><svg height=\"16\" aria-hidden=\"true\"><rect class=\"fill-rest\" y=\"4\" width=\"100%\" height=\"8\" rx=\"2\"/><rect class=\"fill-good\" y=\"4\" width=\"{100 * file.Share}%\" height=\"8\" rx=\"2\"/></svg></td></tr>");
            }

            page.Write($"</tbody>\n</table></div>");
        }
    }
}
