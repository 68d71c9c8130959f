namespace Pipeline.Sdk.DotNet.Versioning;

/// <summary>Keeps computed versions in <c>.pipeline/versions</c>: GitVersion takes a second, and neither a run nor the projects of a build ask it twice.</summary>
internal static class VersionStore
{
    // A file is a few bytes, but every commit and tag makes a new one.
    private const int Kept = 100;

    /// <summary>The version that was computed before, or null.</summary>
    public static SemanticVersion? Read(string file)
    {
        try
        {
            return SemanticVersion.TryParse(File.ReadAllText(file).Trim(), provider: null, out var version) ? version : null;
        }
        catch (Exception missing) when (missing is IOException or UnauthorizedAccessException)
        {
            // Computed again, then.
            return null;
        }
    }

    /// <summary>Keeps it for whoever asks next. A folder that cannot be written to costs a second each time, and no run.</summary>
    public static void Write(string file, SemanticVersion version, IRunLog log)
    {
        try
        {
            var folder = Path.GetDirectoryName(file) ?? throw new ArgumentException("It is not in a folder.", nameof(file));
            Directory.CreateDirectory(folder);
            foreach (var old in new DirectoryInfo(folder).GetFiles().OrderByDescending(entry => entry.LastWriteTimeUtc).Skip(Kept - 1))
                old.Delete();

            var temporary = $"{file}.{Environment.ProcessId}";
            File.WriteAllText(temporary, version + "\n");
            File.Move(temporary, file, overwrite: true);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            log.Warn($"The version is computed anew each time: {refused.Message}");
        }
    }
}
