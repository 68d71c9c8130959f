using Pipeline.Sdk.Generation;
using Pipeline.Sdk.Generation.GitHub;

namespace Pipeline.Sdk;

/// <summary>Workflows for GitHub Actions: one file each in <c>.github/workflows/</c>.</summary>
public static class GitHubActions
{
    /// <summary>The dialect, for <see cref="WorkflowDraft.Emit"/>.</summary>
    public static WorkflowDialect Dialect { get; } = new GeneratedDialect("github-actions", "GitHub Actions", new GitHubGenerator());
}
