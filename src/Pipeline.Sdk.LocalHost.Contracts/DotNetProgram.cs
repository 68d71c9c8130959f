using System.Runtime.InteropServices;

namespace Pipeline.Sdk.LocalHost;

/// <summary>Finds the <c>dotnet</c> that runs this very process.</summary>
internal static class DotNetProgram
{
    private static string FileName => OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";

    /// <summary>Absolute path of <c>dotnet</c>.</summary>
    /// <exception cref="LocalHostException">There is none.</exception>
    public static string Find() => Candidates().FirstOrDefault(File.Exists) ?? throw new LocalHostException(HostErrors.DotNetMissing());

    private static IEnumerable<string> Candidates()
    {
        if (Environment.ProcessPath is { } self && Path.GetFileName(self) == FileName)
            yield return self;
        // A program started through its own executable still runs on a shared runtime: <root>/shared/<framework>/<version>/.
        yield return Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", FileName));
        if (Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } path)
            yield return path;
        if (Environment.GetEnvironmentVariable("DOTNET_ROOT") is { Length: > 0 } root)
            yield return Path.Combine(root, FileName);
        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
            yield return Path.Combine(folder, FileName);
    }
}
