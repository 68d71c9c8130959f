namespace Pipeline.Sdk.Execution;

/// <summary>
/// A report for Jenkins' Warnings Next Generation plugin in its own format: <c>recordIssues tool: issues(pattern: …)</c>. See its documentation, Export
/// your issues into a supported format.
/// </summary>
/// <param name="append">Appends a text to a file.</param>
internal sealed class JenkinsReport(Action<string, string> append) : IHostReport
{
    public string Name => "the report for Jenkins";

    public void Hand(RunSummary summary) => append(Path.Combine(summary.Folder, "jenkins-issues.json"), ReportJson.Of(json =>
    {
        var count = 0;
        json.WriteStartObject();
        json.WriteString("_class", "io.jenkins.plugins.analysis.core.restapi.ReportApi");
        json.WriteStartArray("issues");
        foreach (var (step, annotation, file) in ReportJson.Placed(summary))
        {
            count++;
            json.WriteStartObject();
            json.WriteString("fileName", file);
            json.WriteNumber("lineStart", annotation.Line ?? 0);
            json.WriteNumber("columnStart", annotation.Column ?? 0);
            json.WriteString("severity", annotation.Severity == DiagnosticSeverity.Error ? "ERROR" : "NORMAL");
            json.WriteString("type", annotation.Title ?? "");
            json.WriteString("category", step.Name);
            json.WriteString("message", annotation.Message);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("size", count);
        json.WriteEndObject();
    }, isIndented: true));
}
