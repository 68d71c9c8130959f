using Pipeline.Sdk.Execution;

namespace Pipeline.Sdk;

/// <summary>
/// Archives by file or by folder. In a folder <c>JOB.tar</c> is a job's, <c>JOB.LEG.tar</c> that of one leg of a job that ran on several runners: of those the leg of
/// this machine's operating system is taken, else the first by name.
/// </summary>
internal static class HandoffFolder
{
    /// <summary>What a run writes that did not do all that was asked for.</summary>
    public const string FailedEnding = ".failed.tar";

    private const string Ending = ".tar";

    /// <summary>The archives to take, in the order in which they were named.</summary>
    /// <param name="paths">Files and folders, absolute.</param>
    /// <param name="output">Where it is told which leg was taken.</param>
    /// <param name="diagnostics">Receives what is wrong.</param>
    public static List<string> Archives(IEnumerable<string> paths, TextWriter output, List<Diagnostic> diagnostics)
    {
        var archives = new List<string>();
        foreach (var path in paths)
        {
            if (Directory.Exists(path))
                archives.AddRange(OfFolder(path, output, diagnostics));
            else
                archives.Add(path);
        }

        return archives;
    }

    /// <summary>The archive of a failed run that goes with one of a run that did all.</summary>
    public static string FailedName(string file) =>
        (file.EndsWith(Ending, StringComparison.OrdinalIgnoreCase) ? file[..^Ending.Length] : file) + FailedEnding;

    private static List<string> OfFolder(string folder, TextWriter output, List<Diagnostic> diagnostics)
    {
        var chosen = new List<string>();
        var found = Directory.EnumerateFiles(folder, "*" + Ending, SearchOption.AllDirectories)
            .Where(file => !file.EndsWith(FailedEnding, StringComparison.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal)
            .GroupBy(file => Path.GetFileName(file).Split('.')[0], StringComparer.Ordinal);
        foreach (var job in found)
        {
            var legs = job.ToList();
            var own = legs.Count == 1 ? legs[0] : legs.Find(file => ResultArchive.Peek(file)?.System == HandoffManifest.ThisSystem) ?? legs[0];
            chosen.Add(own);
            if (legs.Count > 1)
                output.WriteLine($"Of job {job.Key} the results of {Path.GetFileName(own)} are taken (there are {string.Join(", ", legs.Select(leg => Path.GetFileName(leg)))}).");
        }

        if (chosen.Count == 0)
            diagnostics.Add(HandoffErrors.EmptyFolder(folder));
        return chosen;
    }
}
