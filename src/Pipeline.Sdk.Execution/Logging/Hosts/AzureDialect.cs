using System.Text;

namespace Pipeline.Sdk.Execution;

/// <summary>Azure Pipelines: learn.microsoft.com, Logging commands; escaping as in the agent's <c>CommandStringConvertor</c>.</summary>
/// <param name="append">Appends a text to a file.</param>
internal sealed class AzureDialect(Action<string, string> append) : IHostDialect
{
    public CommandFence Fence { get; } = new(["##vso[", "##["], []);

    public string Secret(string line) => "##vso[task.setsecret]" + Data(line);

    public string Open(string target, GroupState state, DateTimeOffset now) => "##[group]" + Data(target);

    public string Close(string target, bool hasFailed, DateTimeOffset now) => "##[endgroup]";

    public string Annotation(string target, Annotation annotation)
    {
        var text = new StringBuilder("##vso[task.logissue type=").Append(annotation.Severity == DiagnosticSeverity.Error ? "error" : "warning");
        if (annotation.File is { } file)
        {
            text.Append(";sourcepath=").Append(Property(file));
            if (annotation.Line is { } line)
                text.Append(";linenumber=").Append(line);
            if (annotation.Column is { } column)
                text.Append(";columnnumber=").Append(column);
        }

        if (annotation.Title is { } title)
            text.Append(";code=").Append(Property(title));
        return text.Append(']').Append(Data(annotation.Message)).ToString();
    }

    public string? Failure(StepResult result, bool isAnnotated) =>
        isAnnotated ? null
        : $"##vso[task.logissue type={(result.IsTolerated ? "warning" : "error")};code={Property(result.Code ?? "")}]{Data($"{result.Name} failed: {result.Reason}")}";

    public bool HasPage => true;

    public string Upload(string markdown, RunSummary summary)
    {
        var file = Path.Combine(summary.Folder, "summary.md");
        append(file, markdown);
        return "##vso[task.uploadsummary]" + Data(file);
    }

    private static string Data(string text) =>
        text.Replace("%", "%AZP25", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) =>
        Data(text).Replace(";", "%3B", StringComparison.Ordinal).Replace("]", "%5D", StringComparison.Ordinal);
}
