using Pipeline.Sdk.Execution;

namespace Pipeline.Sdk.Reporting;

/// <summary>What failed, and the remarks on sources with the lines that they are about.</summary>
internal static class HtmlFailures
{
    private const int MostRemarks = 200;

    public static void Write(HtmlPage page, RunReport report)
    {
        foreach (var step in report.Failures)
        {
            page.Write($"<h3><span class=\"bad\">✗</span> <a href=\"#t{step.Index}\">{step.Target}</a> failed after {Durations.Text(step.Duration)}{(step.Code is { } code ? $": {code}" : "")}</h3>");
            page.Write($"<pre tabindex=\"0\" role=\"region\" aria-label=\"Why {step.Target} failed\">{step.Reason}</pre>");
        }

        var remarks = report.Remarks.ToList();
        foreach (var (step, remark) in remarks.Take(MostRemarks))
        {
            var isError = remark.Severity == DiagnosticSeverity.Error;
            page.Write($"<h3><span class=\"{(isError ? "bad" : "warn")}\">{(isError ? "error" : "warning")}</span> {remark.Title ?? step.Target}{(remark.File is { } file ? $" in {Place(file, remark)}" : "")}</h3>");
            page.Write($"<p>{remark.Message}</p>");
            if (remark is { File: { } path, Line: { } line } && report.Sources.TryGetValue((path, line), out var source))
                Lines(page, source, path, line);
        }

        if (remarks.Count > MostRemarks)
            page.Write($"<p>{remarks.Count - MostRemarks} more remarks are in the record.</p>");
    }

    public static string Place(string file, Annotation remark) =>
        remark.Line is not { } line ? file : remark.Column is { } column ? $"{file}({line},{column})" : $"{file}({line})";

    private static void Lines(HtmlPage page, SourceExcerpt source, string file, int marked)
    {
        page.Write($"<pre class=\"source\" tabindex=\"0\" role=\"region\" aria-label=\"Source around line {marked} of {file}\">");
        for (var i = 0; i < source.Lines.Length; i++)
        {
            var number = source.First + i;
            if (number == marked)
                page.Write($"<mark><span class=\"number\">{number}</span>{source.Lines[i]}</mark>");
            else
                page.Write($"<span class=\"number\">{number}</span>{source.Lines[i]}");
        }

        page.Write($"</pre>");
    }
}
