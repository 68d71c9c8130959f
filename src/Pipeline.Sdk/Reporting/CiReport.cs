using Pipeline.Sdk.Execution;
using Pipeline.Sdk.History;

namespace Pipeline.Sdk.Reporting;

/// <summary>The report of a run that has just ended in a CI system: as a file beside the record, which generated workflows keep, and as Markdown for the page of the step.</summary>
internal static class CiReport
{
    /// <summary>Writes the files, and gives what the summary of the run does not say itself. What goes wrong is a warning: the run itself has ended.</summary>
    /// <param name="summary">The run.</param>
    /// <param name="host">The world.</param>
    /// <param name="warn">Hears of what went wrong.</param>
    public static string Of(RunSummary summary, ProgramHost host, Action<string> warn)
    {
        // Asking for a report is no run that anybody wants one of.
        if (summary.Plan.Requested is [ReportTarget.Name])
            return "";

        var masker = new SecretMasker(summary.Plan.Parameters.Select(parameter => parameter.Value).OfType<SecretText>().Select(secret => secret.Reveal()));
        var reader = new ReportReader { Root = host.Root, StateFolder = host.StateFolder, StateHome = () => StateHome.Of(host.Root, host.Variable), Mask = masker.Mask, Warn = warn };
        try
        {
            var report = reader.Of(RunRecordReader.Read(summary.Folder));
            ReportFiles.Write(report);
            return MarkdownReport.Details(report, hasDiagrams: HostDetection.Detect(host.Variable).System == CiSystem.GitHubActions);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or FormatException or StepFailedException)
        {
            warn($"the report of the run could not be made: {error.Message}");
            return "";
        }
    }
}
