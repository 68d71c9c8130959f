using System.Collections.Immutable;

namespace Pipeline.Sdk.DotNet.Commands;

/// <summary>A program's output, cut for a message.</summary>
internal static class OutputText
{
    private static readonly char[] LineEnds = ['\r', '\n'];

    /// <summary>The lines that are not empty.</summary>
    public static string[] Lines(string text) => text.Split(LineEnds, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>The last lines of both streams.</summary>
    public static ImmutableArray<string> LastLines(ToolResult result, int count) =>
        [.. Lines(result.StandardOutput).Concat(Lines(result.StandardError)).Where(line => !IsFrame(line)).TakeLast(count)];

    /// <summary>The first line.</summary>
    public static string FirstLine(string text) => Lines(text).FirstOrDefault() ?? "";

    /// <summary>Whether a line is a frame of a stack trace: in a crash there are hundreds, and the reason stands above them.</summary>
    public static bool IsFrame(string line) => line.StartsWith("at ", StringComparison.Ordinal);
}
