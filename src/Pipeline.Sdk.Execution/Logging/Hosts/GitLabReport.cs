using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Pipeline.Sdk.Execution;

/// <summary>
/// GitLab's Code Quality report, which shows remarks in merge requests: docs.gitlab.com, Code Quality report format. A job collects it by
/// <c>artifacts:reports:codequality</c>.
/// </summary>
/// <param name="append">Appends a text to a file.</param>
internal sealed class GitLabReport(Action<string, string> append) : IHostReport
{
    public string Name => "the Code Quality report";

    public void Hand(RunSummary summary)
    {
        // A merge request compares with the report of the target branch, so one without remarks is told, too.
        var times = new Dictionary<string, int>(StringComparer.Ordinal);
        append(Path.Combine(summary.Folder, "gl-code-quality-report.json"), ReportJson.Of(json =>
        {
            json.WriteStartArray();
            foreach (var (step, annotation, file) in ReportJson.Placed(summary))
            {
                json.WriteStartObject();
                json.WriteString("description", annotation.Message);
                json.WriteString("check_name", annotation.Title ?? step.Name);
                json.WriteString("fingerprint", Fingerprint(times, file, annotation.Title ?? step.Name, annotation.Message));
                json.WriteString("severity", annotation.Severity == DiagnosticSeverity.Error ? "major" : "minor");
                json.WriteStartObject("location");
                json.WriteString("path", file);
                json.WriteStartObject("lines");
                json.WriteNumber("begin", annotation.Line ?? 1);
                json.WriteEndObject();
                json.WriteEndObject();
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }, isIndented: true));
    }

    // Without the line, so that a remark which only moved stays the same one; of those that are alike each counts.
    private static string Fingerprint(Dictionary<string, int> times, params ReadOnlySpan<string> parts)
    {
        var text = string.Join('\0', parts);
        var time = times[text] = times.GetValueOrDefault(text) + 1;
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text + '\0' + time.ToString(CultureInfo.InvariantCulture))))[..32];
    }
}
