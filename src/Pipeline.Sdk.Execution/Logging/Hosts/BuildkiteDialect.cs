namespace Pipeline.Sdk.Execution;

/// <summary>
/// Buildkite: buildkite.com/docs, Managing log output. A group lasts until the next one; <c>^^^ +++</c> unfolds the one before it. The summary goes to
/// the build's page by the agent's own program.
/// </summary>
/// <param name="annotate">Hands Markdown and a style to <c>buildkite-agent annotate</c>; null when the program is not there.</param>
internal sealed class BuildkiteDialect(Action<string, string>? annotate) : IHostDialect
{
    public CommandFence Fence { get; } = new([], ["---", "+++", "~~~", "^^^"], needsBlank: true);

    public string Open(string target, GroupState state, DateTimeOffset now) => (state == GroupState.Failed ? "+++ " : "--- ") + target;

    public string? Close(string target, bool hasFailed, DateTimeOffset now) => hasFailed ? "^^^ +++" : null;

    public string SummaryHeading() => "+++ Summary";

    public bool HasPage => annotate is not null;

    public string? Upload(string markdown, RunSummary summary)
    {
        annotate?.Invoke(markdown, summary.ExitCode == ExitCodes.Done ? "success" : "error");
        return null;
    }
}
