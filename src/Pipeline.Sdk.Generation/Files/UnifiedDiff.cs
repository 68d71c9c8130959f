using System.Globalization;
using System.Text;

namespace Pipeline.Sdk.Generation.Files;

/// <summary>Unified diffs with three lines of context, as <c>diff -u</c> and <c>git diff</c> write them and <c>patch</c> reads them.</summary>
internal static class UnifiedDiff
{
    private const int Context = 3;

    /// <summary>The diff that turns one text into the other; empty when they are the same.</summary>
    /// <param name="path">The file's path, for the two header lines.</param>
    /// <param name="old">The text that is there, or null when there is no file.</param>
    /// <param name="new">The text that should be there, or null when there should be no file.</param>
    public static string Between(string path, string? old, string? @new)
    {
        if (old == @new)
            return "";

        var diff = new StringBuilder();
        diff.Append("--- ").Append(old is null ? "/dev/null" : "a/" + path).Append('\n');
        diff.Append("+++ ").Append(@new is null ? "/dev/null" : "b/" + path).Append('\n');

        var lines = LineComparison.Compare(Lines(old ?? ""), Lines(@new ?? ""));
        var (oldLine, newLine, index) = (1, 1, 0);
        foreach (var (start, end) in Hunks(lines))
        {
            // Between hunks every line is in both texts.
            (oldLine, newLine) = (oldLine + start - index, newLine + start - index);
            AppendHunk(diff, lines, start, end, ref oldLine, ref newLine);
            index = end;
        }

        return diff.ToString();
    }

    /// <summary>The first line that the old text has to lose or to be given another one at, from 1.</summary>
    public static int FirstLine(string diff)
    {
        var line = 1;
        foreach (var text in diff.Split('\n').Skip(2))
        {
            if (text.StartsWith("@@ -", StringComparison.Ordinal))
                line = int.Parse(text.AsSpan(4, text.IndexOfAny([',', ' '], 4) - 4), NumberStyles.None, CultureInfo.InvariantCulture);
            else if (text.StartsWith(' '))
                line++;
            else
                break;
        }

        return Math.Max(1, line);
    }

    // Half-open ranges of lines: changes with their context, joined where the contexts touch.
    private static List<(int Start, int End)> Hunks(List<DiffLine> lines)
    {
        var hunks = new List<(int Start, int End)>();
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i].Sign == ' ')
                continue;

            var (start, end) = (Math.Max(0, i - Context), Math.Min(lines.Count, i + Context + 1));
            if (hunks.Count > 0 && start <= hunks[^1].End)
                hunks[^1] = (hunks[^1].Start, end);
            else
                hunks.Add((start, end));
        }

        return hunks;
    }

    private static void AppendHunk(StringBuilder diff, List<DiffLine> lines, int start, int end, ref int oldLine, ref int newLine)
    {
        var hunk = lines.GetRange(start, end - start);
        var oldCount = hunk.Count(line => line.Sign != '+');
        var newCount = hunk.Count(line => line.Sign != '-');
        diff.Append("@@ -").Append(Range(oldLine, oldCount)).Append(" +").Append(Range(newLine, newCount)).Append(" @@\n");
        foreach (var line in hunk)
        {
            diff.Append(line.Sign).Append(line.Text);
            if (!line.Text.EndsWith('\n'))
                diff.Append("\n\\ No newline at end of file\n");
        }

        (oldLine, newLine) = (oldLine + oldCount, newLine + newCount);
    }

    // An empty range names the line before it; a count of one is left out.
    private static string Range(int line, int count) => count switch
    {
        0 => $"{line - 1},0",
        1 => $"{line}",
        _ => $"{line},{count}",
    };

    private static List<string> Lines(string text)
    {
        var lines = new List<string>();
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf('\n', start) is var found and >= 0 ? found + 1 : text.Length;
            lines.Add(text[start..end]);
            start = end;
        }

        return lines;
    }
}
