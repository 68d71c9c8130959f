using System.Collections.Immutable;
using System.Text;
using Pipeline.Sdk.History;

namespace Pipeline.Sdk.Reporting;

/// <summary>Reads the logs of a run for a file that a browser opens at once: each log up to a length, all of them up to another. Failures come first.</summary>
internal static class LogReader
{
    private const int LongestHead = 16 * 1024;
    private const int LongestTail = 48 * 1024;
    private const long LongestTogether = 6 * 1024 * 1024;

    /// <summary>Reads them.</summary>
    /// <param name="run">The run.</param>
    /// <param name="root">The repository's root, absolute.</param>
    public static ImmutableDictionary<int, LogExcerpt> Read(RunRecord run, string root)
    {
        var logs = ImmutableDictionary.CreateBuilder<int, LogExcerpt>();
        var left = LongestTogether;
        foreach (var step in run.Steps.OrderBy(step => step.Outcome is "failed" or "cancelled" ? 0 : 1))
        {
            var file = Path.Combine(run.Folder, step.Target.Replace(':', '.') + ".log");
            if (TryRead(file, left, Path.GetRelativePath(root, file).Replace('\\', '/')) is not { } log)
                continue;

            left -= log.Head.Length + log.Tail.Length;
            logs.Add(step.Index, log);
        }

        return logs.ToImmutable();
    }

    private static LogExcerpt? TryRead(string file, long most, string name)
    {
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var length = stream.Length;
            if (length <= Math.Min(LongestHead + LongestTail, most))
                return new LogExcerpt(Part(stream, (int)length), 0, "", name);

            var (head, tail) = ((int)Math.Min(LongestHead, most / 4), (int)Math.Min(LongestTail, most / 2));
            var beginning = Part(stream, head);
            stream.Seek(-tail, SeekOrigin.End);
            return new LogExcerpt(WholeLines(beginning, atEnd: true), length - head - tail, WholeLines(Part(stream, tail), atEnd: false), name);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new LogExcerpt($"The log cannot be read: {error.Message}", 0, "", name);
        }
    }

    private static string Part(Stream stream, int length)
    {
        var bytes = new byte[length];
        return Encoding.UTF8.GetString(bytes, 0, stream.ReadAtLeast(bytes, length, throwOnEndOfStream: false));
    }

    // A cut in the middle of a line, or of a letter, would show what nobody wrote.
    private static string WholeLines(string text, bool atEnd)
    {
        var cut = atEnd ? text.LastIndexOf('\n') : text.IndexOf('\n', StringComparison.Ordinal);
        return cut < 0 ? text : atEnd ? text[..(cut + 1)] : text[(cut + 1)..];
    }
}
