using System.Globalization;
using System.Text.RegularExpressions;
using Pipeline.Sdk.DotNet.Versioning;

namespace Pipeline.Sdk.DotNet.Packaging;

/// <summary>
/// A web program's <c>*.staticwebassets.endpoints.json</c> quotes each asset's modification time for the header <c>Last-Modified</c>: the time
/// of the checkout or of the compression, so no two releases are alike. The commit's time says the same and stays. Caches compare ETags first.
/// </summary>
internal static partial class StaticAssetTimes
{
    // Outside of a repository; any fixed time does.
    private static readonly DateTimeOffset NoCommit = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static async Task UnifyAsync(RunContext run, string folder)
    {
        string[] files = [.. Directory.EnumerateFiles(folder, "*.staticwebassets.endpoints.json")];
        if (files.Length == 0)
            return;

        var time = await CommitTimeAsync(run).ConfigureAwait(false);
        foreach (var file in files)
        {
            var text = await File.ReadAllTextAsync(file, run.CancellationToken).ConfigureAwait(false);
            await File.WriteAllTextAsync(file, Replace(text, time), run.CancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Puts one time in the place of all.</summary>
    internal static string Replace(string json, DateTimeOffset time) =>
        LastModified().Replace(json, match => match.Groups["name"].Value + time.ToUniversalTime().ToString("R", CultureInfo.InvariantCulture) + "\"");

    private static async Task<DateTimeOffset> CommitTimeAsync(RunContext run)
    {
        if (run.Run.Commit is not { } commit)
            return NoCommit;

        var result = await GitCheckout.GitAsync(run, "show", "--no-patch", "--format=%ct", commit).ConfigureAwait(false);
        return long.TryParse(result.StandardOutput.AsSpan().Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : NoCommit;
    }

    [GeneratedRegex("""(?<name>"Name":\s*"Last-Modified",\s*"Value":\s*")[^"]*"(?=\s*\})""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LastModified();
}
