using System.Text;

namespace Pipeline.Sdk.Execution;

/// <summary>GitHub Actions: docs.github.com, Workflow commands for GitHub Actions; escaping as in the runner's <c>ActionCommand</c>.</summary>
/// <param name="summaryFile">The step's summary file, <c>GITHUB_STEP_SUMMARY</c>, or null.</param>
/// <param name="append">Appends a text to a file.</param>
internal sealed class GitHubDialect(string? summaryFile, Action<string, string> append) : IHostDialect
{
    /// <summary>The runner takes both of its forms, the old one at any place.</summary>
    public CommandFence Fence { get; } = new(["##["], ["::"]);

    public string Secret(string line) => "::add-mask::" + Data(line);

    public string Open(string target, GroupState state, DateTimeOffset now) => "::group::" + Data(target);

    public string Close(string target, bool hasFailed, DateTimeOffset now) => "::endgroup::";

    public string Annotation(string target, Annotation annotation)
    {
        var text = new StringBuilder(annotation.Severity == DiagnosticSeverity.Error ? "::error " : "::warning ");
        if (annotation.File is { } file)
        {
            text.Append("file=").Append(Property(file)).Append(',');
            if (annotation.Line is { } line)
                text.Append("line=").Append(line).Append(',');
            if (annotation.Column is { } column)
                text.Append("col=").Append(column).Append(',');
        }

        return text.Append("title=").Append(Property(annotation.Title ?? target)).Append("::").Append(Data(annotation.Message)).ToString();
    }

    public string? Failure(StepResult result, bool isAnnotated) =>
        isAnnotated ? null
        : $"{(result.IsTolerated ? "::warning" : "::error")} title={Property(result.Name + " failed")}::{Data($"{result.Code}: {result.Reason}")}";

    public bool HasPage => summaryFile is not null;

    public string? Upload(string markdown, RunSummary summary)
    {
        if (summaryFile is not null)
            append(summaryFile, markdown);
        return null;
    }

    private static string Data(string text) =>
        text.Replace("%", "%25", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) =>
        Data(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}
