namespace Pipeline.Sdk.Tool.Doctor;

/// <summary>Everything that can be wrong with a machine or a checkout, each with the command that mends it.</summary>
internal static class Findings
{
    private const string Script = "./build.sh";
    private const int CodeLength = 8;

    public static Finding NoSdk(string wanted) => new(".NET SDK", "PIPE0920", $"the one that global.json pins is not installed{wanted}", $"{Script} --install-sdk");

    public static Finding NoGit() => new("git", "PIPE0921", "not installed", Install("git"));

    public static Finding NoRepository() => new("repository", "PIPE0922", "no git repository, or no commit: versions and runs name a commit", "git init && git add --all && git commit -m 'The first commit'");

    public static Finding Shallow() => new("repository", "PIPE0923", "a shallow clone: the tags and commits that a version is made of are missing", "git fetch --unshallow --tags");

    public static Finding FeedDown(string feed, string reason) => new($"feed {feed}", "PIPE0924", reason, "dotnet nuget list source; dotnet nuget disable source NAME");

    public static Finding NoTool(string name, IEnumerable<string> targets) => new($"tool {name}", "PIPE0925", $"not in PATH; {string.Join(", ", targets)} needs it", Install(name));

    /// <summary>What the pipeline itself says of a plan: a value, a secret or an environment that is missing, a definition that cannot be.</summary>
    public static Finding Plan(string line)
    {
        var code = line.IndexOf("PIPE", StringComparison.Ordinal);
        var message = line[(code + CodeLength + ": ".Length)..];
        var end = message.IndexOf(". ", StringComparison.Ordinal);
        return end < 0 ? new("plan", line.Substring(code, CodeLength), message, $"{Script} --help") : new("plan", line.Substring(code, CodeLength), message[..end], message[(end + 2)..]);
    }

    public static Finding NoPlan(string reason) => new("plan", "PIPE0926", reason, $"{Script} --list");

    private static string Install(string package) =>
        OperatingSystem.IsLinux() ? $"apt-get install {package}" : OperatingSystem.IsMacOS() ? $"brew install {package}" : $"winget install {package}";
}
