using System.Collections.Immutable;

namespace Pipeline.Sdk.Generation.Azure;

/// <summary>Azure's conditions. One that is written replaces the implied <c>succeeded()</c>, so each begins with it.</summary>
internal static class AzureConditions
{
    public const string Always = "always()";

    /// <summary>For stages that deploy: pushes to the push branches and runs that a person started.</summary>
    public static string NeverForPullRequests(ImmutableArray<string> pushBranches)
    {
        // The branches are repeated because a pipeline's settings can override its YAML triggers.
        var started = new List<string> { "eq(variables['Build.Reason'], 'Manual')" };
        started.AddRange(pushBranches.Select(Branch));
        var reasons = started.Count == 1 ? started[0] : $"or({string.Join(", ", started)})";
        return $"and(succeeded(), ne(variables['Build.Reason'], 'PullRequest'), {reasons})";
    }

    public static string OnLeg(string leg) => $"and(succeeded(), eq(variables['{AzureJobs.LegVariable}'], '{leg}'))";

    public static string OnWindows(bool isWindows) => $"and(succeeded(), {(isWindows ? "eq" : "ne")}(variables['Agent.OS'], 'Windows_NT'))";

    // Expressions know no patterns: up to its first '*' one is exact, and the trigger has matched the rest.
    private static string Branch(string pattern) =>
        pattern.IndexOf('*', StringComparison.Ordinal) is var star and >= 0
            ? $"startsWith(variables['Build.SourceBranch'], 'refs/heads/{pattern[..star]}')"
            : $"eq(variables['Build.SourceBranch'], 'refs/heads/{pattern}')";
}
