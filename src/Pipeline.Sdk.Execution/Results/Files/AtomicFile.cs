namespace Pipeline.Sdk.Execution.Results;

/// <summary>Files that are there whole or not at all: written beside their place and moved there.</summary>
internal static class AtomicFile
{
    private const string Prefix = ".pipeline-";
    private const string Suffix = ".tmp";

    private static readonly TimeSpan Young = TimeSpan.FromHours(1);

    /// <summary>The content, or null when there is none or it cannot be read.</summary>
    public static byte[]? TryRead(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllBytes(path) : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Writes a file; its folder is made.</summary>
    /// <returns>Null, or why it could not be written; nothing is left of it then.</returns>
    public static string? TryWrite(string path, ReadOnlySpan<byte> content)
    {
        var temporary = Temporary(path);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path) ?? ".");
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1))
                stream.Write(content);
            File.Move(temporary, path, overwrite: true);
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            TryDelete(temporary);
            return error.Message;
        }
    }

    /// <summary>A name beside a file that nobody else has. A process that is killed leaves it behind: no pattern means it, and <see cref="Sweep"/> removes it.</summary>
    public static string Temporary(string path) => Path.Combine(Path.GetDirectoryName(path) ?? ".", string.Concat(Prefix, Path.GetRandomFileName(), Suffix));

    /// <summary>Whether a file's name is one of those.</summary>
    public static bool IsTemporary(ReadOnlySpan<char> name) => name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith(Suffix, StringComparison.Ordinal);

    /// <summary>Removes from one folder what killed processes left there; what is young may belong to a process that runs.</summary>
    /// <param name="folder">The folder; it need not exist.</param>
    /// <param name="now">The time, UTC.</param>
    public static void Sweep(string folder, DateTime now)
    {
        try
        {
            foreach (var file in new DirectoryInfo(folder).EnumerateFiles(Prefix + "*" + Suffix))
            {
                if (now - file.LastWriteTimeUtc > Young)
                    TryDelete(file.FullName);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
        }
    }

    /// <summary>Removes a file if it is there and may be removed.</summary>
    public static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
        }
    }
}
