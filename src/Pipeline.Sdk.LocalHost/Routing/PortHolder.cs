using System.Globalization;

namespace Pipeline.Sdk.LocalHost.Routing;

/// <summary>Finds out who listens on a port, for the message to a person.</summary>
internal static class PortHolder
{
    private const string Listening = "0A";
    private static readonly string[] Tables = ["/proc/net/tcp", "/proc/net/tcp6"];

    /// <summary><c>process 123 (nginx)</c>, or null when the system does not tell.</summary>
    public static string? Find(int port)
    {
        if (!OperatingSystem.IsLinux())
            return null;
        try
        {
            var inodes = Tables.Where(File.Exists).SelectMany(table => Inodes(table, port)).ToHashSet();
            return inodes.Count == 0 ? null : Directory.EnumerateDirectories("/proc").Select(folder => Describe(folder, inodes)).FirstOrDefault(name => name is not null);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static IEnumerable<string> Inodes(string table, int port)
    {
        var suffix = ":" + port.ToString("X4", CultureInfo.InvariantCulture);
        return File.ReadLines(table)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => fields.Length > 9 && fields[3] == Listening && fields[1].EndsWith(suffix, StringComparison.Ordinal))
            .Select(fields => $"socket:[{fields[9]}]");
    }

    private static string? Describe(string folder, HashSet<string> inodes)
    {
        if (!int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var process))
            return null;
        try
        {
            return Directory.EnumerateFileSystemEntries(Path.Combine(folder, "fd")).Any(file => new FileInfo(file).LinkTarget is { } target && inodes.Contains(target))
                ? $"process {process} ({File.ReadAllText(Path.Combine(folder, "comm")).Trim()})"
                : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
