using System.Text;

namespace Pipeline.Sdk.Execution;

/// <summary>The file that a command names: where it lies, and why it does not start.</summary>
internal static class ToolFile
{
    private const UnixFileMode AnyExecute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>A relative path is taken from the working folder, else from the root; a bare name is left to <c>PATH</c>.</summary>
    public static string Resolve(string name, string folder, string root)
    {
        if (!IsPath(name) || Path.IsPathRooted(name))
            return name;

        var here = Path.GetFullPath(name, folder);
        return Path.Exists(here) ? here : Path.GetFullPath(name, root);
    }

    /// <summary>The file of a program that could not be started, or null when there is none.</summary>
    public static string? Find(string name) =>
        IsPath(name) ? Path.Exists(name) ? name : null : Folders().Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    /// <summary>Whether somebody may execute a file. On Windows the name decides, and everybody may.</summary>
    public static bool IsExecutable(string file) => OperatingSystem.IsWindows() || (File.Exists(file) && (File.GetUnixFileMode(file) & AnyExecute) != UnixFileMode.None);

    /// <summary>The program that the first line of a script names, or null. A carriage return at its end is part of it, as for the system.</summary>
    public static string? Interpreter(string file)
    {
        try
        {
            var head = new byte[256];
            using var stream = File.OpenRead(file);
            var line = Encoding.UTF8.GetString(head, 0, stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)).Split('\n')[0];
            return line.StartsWith("#!", StringComparison.Ordinal) ? line[2..].Trim(' ', '\t').Split(' ', '\t')[0] : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>A program on <c>PATH</c> whose name is near, or null.</summary>
    public static string? Nearest(string name)
    {
        if (IsPath(name))
            return null;

        // Only what differs by a slip in length too: a machine has thousands of programs.
        var slip = Math.Max(2, name.Length / 3);
        return Planning.Nearest.To(name, Folders().SelectMany(Files).Where(file => Math.Abs(file.Length - name.Length) <= slip));
    }

    private static bool IsPath(string name) => name.Contains('/', StringComparison.Ordinal) || (OperatingSystem.IsWindows() && name.Contains('\\', StringComparison.Ordinal));

    private static IEnumerable<string> Folders() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Where(Directory.Exists);

    private static IEnumerable<string> Files(string folder)
    {
        try
        {
            return [.. Directory.EnumerateFiles(folder).Where(IsExecutable).Select(file => OperatingSystem.IsWindows() ? Path.GetFileNameWithoutExtension(file) : Path.GetFileName(file))];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
