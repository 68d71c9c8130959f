namespace Pipeline.Sdk.DotNet.Tests.Infrastructure;

/// <summary>git, with an author and without the machine's own configuration.</summary>
internal static class Git
{
    public static async Task<string> RunAsync(string folder, params string[] arguments)
    {
        var command = new ToolCommand("git", ["-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "init.defaultBranch=main", .. arguments]);
        return (await new RealProcesses(folder).RunAsync(command, TestContext.Current.CancellationToken)).StandardOutput.Trim();
    }

    public static async Task CommitAllAsync(string folder, string message)
    {
        await RunAsync(folder, "add", "--all");
        await RunAsync(folder, "commit", "--quiet", "--allow-empty", "-m", message);
    }

    /// <summary>Everything below a folder, so that a change of any file shows.</summary>
    public static string Snapshot(string folder) => string.Join('\n', Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Where(file => !file.StartsWith(Path.Combine(folder, ".pipeline"), StringComparison.Ordinal)) // ours, and ignored by git
        .Order(StringComparer.Ordinal)
        .Select(file => $"{Path.GetRelativePath(folder, file)} {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file)))}"));
}
