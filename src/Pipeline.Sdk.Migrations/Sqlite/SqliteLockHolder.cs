using System.Globalization;

namespace Pipeline.Sdk.Migrations;

/// <summary>
/// Names the process that holds the write lock of a SQLite file, where Linux tells it. SQLite's locks are POSIX locks on fixed bytes
/// (os_unix.c and "WAL-mode File Format", section 2.3), and <c>/proc/locks</c> lists those with their process.
/// </summary>
/// <remarks>The database is never opened for this: closing any descriptor of a file would drop the POSIX locks this process holds on it.</remarks>
internal static class SqliteLockHolder
{
    private const long WalWriteByte = 120;
    private const long ReservedByte = 0x4000_0001;

    public static string? Find(string path)
    {
        if (!OperatingSystem.IsLinux()) return null;

        try
        {
            return File.ReadLines("/proc/locks").Select(WriterOf).OfType<string>().Distinct().FirstOrDefault(id => Holds(id, path)) is { } found
                ? Describe(found)
                : null;
        }
        catch (Exception hidden) when (IsHidden(hidden))
        {
            // The name is a courtesy: systems that hide /proc do not fail a migration.
            return null;
        }
    }

    // A process may hold locks on one database while it waits for this one, so its descriptors are asked which locks are theirs.
    private static bool Holds(string process, string path)
    {
        try
        {
            return Directory.EnumerateFileSystemEntries($"/proc/{process}/fd").Any(descriptor => Locks(process, descriptor, path));
        }
        catch (Exception hidden) when (IsHidden(hidden))
        {
            // Another user's process, or one that has just ended.
            return false;
        }
    }

    private static bool Locks(string process, string descriptor, string path)
    {
        try
        {
            var target = new FileInfo(descriptor).LinkTarget;
            return (target == path || target == path + "-shm")
                && File.ReadLines($"/proc/{process}/fdinfo/{Path.GetFileName(descriptor)}")
                    .Any(line => line.StartsWith("lock:", StringComparison.Ordinal) && WriterOf(line["lock:".Length..]) is not null);
        }
        catch (Exception hidden) when (IsHidden(hidden))
        {
            // Closed since it was listed; the others are still of interest.
            return false;
        }
    }

    // 12: POSIX  ADVISORY  WRITE 4242 00:2f:1234 120 120
    private static string? WriterOf(string line)
    {
        var fields = line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        return fields is [_, "POSIX", _, "WRITE", var process, _, var first, var last] && (Covers(first, last, WalWriteByte) || Covers(first, last, ReservedByte))
            ? process
            : null;
    }

    private static bool Covers(string first, string last, long offset) =>
        long.TryParse(first, CultureInfo.InvariantCulture, out var from) && from <= offset
        && (last == "EOF" || (long.TryParse(last, CultureInfo.InvariantCulture, out var to) && offset <= to));

    private static bool IsHidden(Exception exception) => exception is IOException or UnauthorizedAccessException;

    private static string Describe(string process) =>
        process == Environment.ProcessId.ToString(CultureInfo.InvariantCulture)
            ? "this process"
            : $"process {process} ({File.ReadAllText($"/proc/{process}/comm").Trim()})";
}
