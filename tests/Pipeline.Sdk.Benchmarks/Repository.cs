using System.Diagnostics;

namespace Pipeline.Sdk.Benchmarks;

/// <summary>Where the figures were taken.</summary>
internal static class Repository
{
    public static string Root()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "build.sh")))
                return folder;
        }

        throw new InvalidOperationException("The benchmarks run inside of the repository.");
    }

    public static string Commit(string root)
    {
        using var git = Process.Start(new ProcessStartInfo("git", ["rev-parse", "--short", "HEAD"]) { WorkingDirectory = root, RedirectStandardOutput = true });
        return git?.StandardOutput.ReadToEnd().Trim() ?? "unknown";
    }

    public static string Processor() =>
        File.Exists("/proc/cpuinfo")
            ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? "unknown processor"
            : System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture.ToString();
}
