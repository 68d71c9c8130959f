using System.Collections.Immutable;

namespace Pipeline.Sdk.LocalHost;

/// <summary>A log that a detached process writes straight to.</summary>
internal static class LogFile
{
    // Twenty lines of a stack trace fit well; a line of megabytes does not fill the memory.
    private const int TailBytes = 32 * 1024;

    /// <summary>Sets a large log aside as <c>{path}.1</c>. Its writer must not run: it would go on writing to the old file.</summary>
    public static void RotateWhenLarge(string path)
    {
        var file = new FileInfo(path);
        if (file.Exists && file.Length > HostLimits.LogBytes)
            file.MoveTo(path + ".1", overwrite: true);
    }

    /// <summary>
    /// Copies a large log to <c>{path}.1</c> and empties it, while its writer runs: the writer appends, so it goes on at the new end. What is written between the two is lost; that is
    /// a few lines of millions.
    /// </summary>
    /// <param name="path">The log.</param>
    /// <param name="limit">Its size in bytes from which on it is large.</param>
    /// <returns>Whether it was large.</returns>
    public static bool TrimWhenLarge(string path, long limit = HostLimits.LogBytes)
    {
        if (Length(path) <= limit)
            return false;
        File.Copy(path, path + ".1", overwrite: true);
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        stream.SetLength(0);
        return true;
    }

    /// <summary>Its length, 0 when it does not exist.</summary>
    public static long Length(string path) => new FileInfo(path) is { Exists: true } file ? file.Length : 0;

    /// <summary>The last lines written after <paramref name="from"/>, oldest first, at most 20.</summary>
    public static ImmutableArray<string> Tail(string path, long from = 0)
    {
        if (!File.Exists(path))
            return [];
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var start = Math.Max(Math.Min(from, stream.Length), stream.Length - TailBytes);
        stream.Seek(start, SeekOrigin.Begin);
        using var reader = new StreamReader(stream);
        var lines = reader.ReadToEnd().Split('\n').Select(line => line.TrimEnd('\r')).ToList();
        if (start > from)
            lines.RemoveAt(0);
        return [.. lines.Where(line => line.Length > 0).TakeLast(HostLimits.TailLines)];
    }
}
