namespace Pipeline.Sdk.Bootstrap;

/// <summary>
/// Whether this program is older than what it was compiled from. <c>build.cmd</c> lets the program find out by itself, because a batch file has
/// no quick way to compare trees; <c>build.sh</c> asks <c>find</c> and never gets here.
/// </summary>
internal static class InputCheck
{
    /// <summary>The environment variable that asks for the check; it holds the folder with <c>inputs</c> and <c>stamp</c>.</summary>
    public const string Variable = "PIPELINE_CHECK_INPUTS";

    /// <summary>Tells <c>build.cmd</c> to build and start again; a pipeline ends with this number in no other case.</summary>
    public const int StaleExitCode = 64;

    /// <summary>Checks once, for this process only: a pipeline program that a target starts decides for itself.</summary>
    /// <param name="binFolder">The folder that the variable holds.</param>
    /// <param name="root">The repository's root, absolute.</param>
    public static bool MustRebuild(string binFolder, string root)
    {
        Environment.SetEnvironmentVariable(Variable, null);
        return IsStale(binFolder, root);
    }

    /// <summary>Whether an input is missing, or a file or folder of one is not older than the stamp.</summary>
    /// <param name="binFolder">The folder with <c>inputs</c>, one path a line relative to the root, and <c>stamp</c>.</param>
    /// <param name="root">The repository's root, absolute.</param>
    public static bool IsStale(string binFolder, string root)
    {
        try
        {
            // Of a file that is missing this is the year 1601, which everything is newer than.
            var stamp = File.GetLastWriteTimeUtc(Path.Combine(binFolder, "stamp"));
            foreach (var input in File.ReadLines(Path.Combine(binFolder, "inputs")))
            {
                if (IsNewer(Path.Combine(root, input), stamp))
                    return true;
            }

            return false;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            // What cannot be compared counts as a change, as everything that `find` prints does in build.sh.
            return true;
        }
    }

    private static bool IsNewer(string path, DateTime stamp)
    {
        // A folder's own time tells of files that were removed or renamed in it.
        if (!Path.Exists(path) || File.GetLastWriteTimeUtc(path) >= stamp || File.GetCreationTimeUtc(path) >= stamp)
            return true;
        if (!Directory.Exists(path))
            return false;

        using var newer = new NewerEntries(path, new DateTimeOffset(stamp));
        return newer.MoveNext();
    }
}
