using System.Globalization;
using Pipeline.Sdk.LocalHost.Supervision;

namespace Pipeline.Sdk.LocalHost.State;

/// <summary>Finds processes that a host of this state folder started, by the mark in their environment. Linux only; elsewhere it finds none.</summary>
internal static class OrphanSweep
{
    /// <summary>Numbers of all marked processes with their groups.</summary>
    public static IReadOnlyList<(int Process, int Group)> Find(string stateFolder)
    {
        if (!OperatingSystem.IsLinux())
            return [];
        var mark = $"{InstanceLauncher.MarkerVariable}={stateFolder}";
        var found = new List<(int, int)>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var process)
                && process != Environment.ProcessId
                && IsMarked(folder, mark)
                && ProcessIdentity.StartStamp(process) is not null
                && ProcessIdentity.Group(process) is { } group)
            {
                found.Add((process, group));
            }
        }

        return found;
    }

    private static bool IsMarked(string folder, string mark)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, "environ")).Split('\0').Contains(mark);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Gone meanwhile, or another user's: not ours.
            return false;
        }
    }
}
