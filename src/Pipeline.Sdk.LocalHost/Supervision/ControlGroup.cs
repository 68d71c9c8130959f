using System.Globalization;

namespace Pipeline.Sdk.LocalHost.Supervision;

/// <summary>Puts a process into control groups of its own. Linux, version 1 and 2; the groups are made below those of the host.</summary>
internal static class ControlGroup
{
    private const string Root = "/sys/fs/cgroup";
    private const long Period = 100_000;

    /// <summary>Applies the limits to a process, and to whatever it starts from then on.</summary>
    /// <returns>Null when they are in effect; else why not.</returns>
    public static string? Apply(int process, string instance, ResourceLimits limits)
    {
        if (!OperatingSystem.IsLinux())
            return "this system has no control groups";
        try
        {
            if (File.Exists(Root + "/cgroup.controllers"))
                ApplySecond(process, instance, limits);
            else
                ApplyFirst(process, instance, limits);
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return exception.Message;
        }
    }

    /// <summary>Removes an instance's groups, whose processes have ended.</summary>
    public static void Remove(string instance)
    {
        if (!OperatingSystem.IsLinux())
            return;
        foreach (var folder in ((string[])["", "/memory", "/cpu"]).Select(controller => Path.Combine(Base(controller), Name(instance))).Where(Directory.Exists))
        {
            try
            {
                // A group's files are no files: it is removed as a folder that is empty.
                Directory.Delete(folder);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // A process of it is still ending. An empty group costs nothing, and the next instance of this name takes it.
            }
        }
    }

    private static void ApplySecond(int process, string instance, ResourceLimits limits)
    {
        var parent = Base("");
        File.WriteAllText(parent + "/cgroup.subtree_control", "+memory +cpu");
        var group = Directory.CreateDirectory(Path.Combine(parent, Name(instance))).FullName;
        if (limits.MemoryBytes is { } bytes)
            Write(group, "memory.max", bytes);
        if (limits.Processors is { } processors)
            File.WriteAllText(group + "/cpu.max", string.Create(CultureInfo.InvariantCulture, $"{(long)(processors * Period)} {Period}"));
        Write(group, "cgroup.procs", process);
    }

    private static void ApplyFirst(int process, string instance, ResourceLimits limits)
    {
        if (limits.MemoryBytes is { } bytes)
        {
            var group = Directory.CreateDirectory(Path.Combine(Base("/memory"), Name(instance))).FullName;
            Write(group, "memory.limit_in_bytes", bytes);
            Write(group, "cgroup.procs", process);
        }

        if (limits.Processors is { } processors)
        {
            var group = Directory.CreateDirectory(Path.Combine(Base("/cpu"), Name(instance))).FullName;
            Write(group, "cpu.cfs_period_us", Period);
            Write(group, "cpu.cfs_quota_us", (long)(processors * Period));
            Write(group, "cgroup.procs", process);
        }
    }

    // The host's own group; in a container its path is often the one outside, and the root is what can be seen.
    private static string Base(string controller)
    {
        var name = controller.TrimStart('/');
        var path = File.ReadLines("/proc/self/cgroup").Select(line => line.Split(':', 3)).Where(parts => parts.Length == 3 && (name.Length == 0 ? parts[0] == "0" : parts[1].Split(',').Contains(name))).Select(parts => parts[2]).FirstOrDefault() ?? "/";
        var own = Root + controller + path;
        return path != "/" && Directory.Exists(own) ? own : Root + controller;
    }

    private static string Name(string instance) => "pipeline-" + instance;

    private static void Write(string group, string file, long value) => File.WriteAllText(Path.Combine(group, file), value.ToString(CultureInfo.InvariantCulture));
}
