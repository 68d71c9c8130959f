using System.Globalization;

namespace Pipeline.Sdk.Execution;

/// <summary>Finds out where the pipeline runs, from environment variables that each system documents.</summary>
internal static class HostDetection
{
    /// <summary>The CI system's name, or null on a person's machine.</summary>
    public static string? Ci(Func<string, string?> variable) =>
        variable("GITHUB_ACTIONS") == "true" ? "GitHub Actions"
        : variable("TF_BUILD") is { Length: > 0 } ? "Azure Pipelines"
        : variable("CI") is "true" or "1" ? "CI"
        : null;

    /// <summary>Who runs it: the CI system's actor, else the login name.</summary>
    public static string Actor(Func<string, string?> variable) =>
        variable("GITHUB_ACTOR") is { Length: > 0 } github ? github
        : variable("BUILD_REQUESTEDFOR") is { Length: > 0 } azure ? azure
        : Environment.UserName;

    /// <summary>An id that sorts by time and does not repeat on one machine.</summary>
    public static string RunId(DateTimeOffset now) =>
        now.UtcDateTime.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)
        + "-" + Environment.ProcessId.ToString("x", CultureInfo.InvariantCulture)
        + now.Millisecond.ToString("x3", CultureInfo.InvariantCulture);
}
