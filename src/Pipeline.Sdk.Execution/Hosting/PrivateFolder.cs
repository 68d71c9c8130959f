namespace Pipeline.Sdk.Execution;

/// <summary>Folders that only their user may look into: they hold databases, logs and tokens of environments.</summary>
internal static class PrivateFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Makes the folder and those above it that are missing, all with mode 0700.</summary>
    public static void Create(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }

        // The runtime gives the mode to the last folder only.
        var missing = new Stack<string>();
        for (var folder = Path.GetFullPath(path); folder is not null && !Directory.Exists(folder); folder = Path.GetDirectoryName(folder))
            missing.Push(folder);
        foreach (var folder in missing)
            Directory.CreateDirectory(folder, OwnerOnly);
    }
}
