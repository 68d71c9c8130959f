using Pipeline.Sdk;

namespace Build;

/// <summary>What tests start, they stop. Where one did not, the next run must not stumble over it, and somebody should hear of it.</summary>
internal static class LeftOvers
{
    /// <summary>Ends every program that was started from the folder that tests are built into. Looks where Linux tells; elsewhere it finds nothing.</summary>
    public static async Task End(RunContext run)
    {
        var folder = run.PathOf("artifacts/bin") + "/";
        foreach (var process in Directory.Exists("/proc") ? Directory.EnumerateDirectories("/proc") : [])
        {
            if (!int.TryParse(Path.GetFileName(process), out var id) || CommandLine(process) is not { } words || !Array.Exists(words, word => word.StartsWith(folder, StringComparison.Ordinal)))
                continue;

            // A test host of somebody else's run in this checkout is none.
            if (Array.Exists(words, word => word.Contains("testhost", StringComparison.Ordinal)))
                continue;

            run.Log.Warn($"process {id} was left running: {string.Join(' ', words)}");
            await run.Tool(new ToolCommand("kill", ["-9", id.ToString(System.Globalization.CultureInfo.InvariantCulture)]) { MustSucceed = false });
        }
    }

    private static string[]? CommandLine(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline")).Split('\0', StringSplitOptions.RemoveEmptyEntries);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
