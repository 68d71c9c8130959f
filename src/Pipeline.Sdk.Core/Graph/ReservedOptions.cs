namespace Pipeline.Sdk.Graph;

/// <summary>
/// Names that a parameter may not take: the command line's own options, today's and those that are announced, and names whose environment variable
/// (<c>PIPELINE_ROOT</c>, …) belongs to the SDK or, as <c>PIPELINE_WORKSPACE</c>, to a CI system.
/// </summary>
internal static class ReservedOptions
{
    // A plain set: freezing one compiles a dozen methods at every start.
    public static HashSet<string> All { get; } = new(StringComparer.OrdinalIgnoreCase)
    {
        "completion", "dry-run", "env", "explain", "export-results", "format", "help", "import-results", "install-sdk", "keep-going", "list",
        "cache-limit", "check-inputs", "ci-job", "dotnet-folder", "dotnet-install", "host-state", "root", "secrets-file", "state-home", "workspace",
        "log", "no-cache", "no-color", "only", "parallel", "plan", "resume", "skip", "verbosity", "version", "watch", "yes",
    };
}
