using System.Globalization;
using System.Text.RegularExpressions;

namespace Pipeline.Sdk.Generation;

/// <summary>Applies a unified diff as strictly as it can: every position, count and context line must fit.</summary>
internal static partial class Patch
{
    public static string Apply(string old, string diff)
    {
        if (diff.Length == 0)
            return old;

        var (oldLines, newLines, next) = (Lines(old), new List<string>(), 0);
        var lines = Lines(diff).Skip(2).ToList();
        for (var i = 0; i < lines.Count;)
        {
            var header = Header().Match(lines[i++]);
            Assert.True(header.Success);
            var (oldCount, newCount) = (Count(header, "oldCount"), Count(header, "newCount"));
            var start = Number(header, "old") - (oldCount == 0 ? 0 : 1);
            newLines.AddRange(oldLines[next..start]);
            next = start;
            Assert.Equal(newLines.Count, Number(header, "new") - (newCount == 0 ? 0 : 1));

            for (; oldCount + newCount > 0; i++)
            {
                var (sign, text) = (lines[i][0], lines[i][1..]);
                if (sign != '+')
                {
                    Assert.Equal(oldLines[next++], text);
                    oldCount--;
                }

                if (sign != '-')
                {
                    newLines.Add(text);
                    newCount--;
                }
            }
        }

        newLines.AddRange(oldLines[next..]);
        return string.Concat(newLines);
    }

    private static List<string> Lines(string text) => [.. text.Split('\n').SkipLast(1).Select(line => line + "\n")];

    private static int Number(Match header, string name) => int.Parse(header.Groups[name].Value, CultureInfo.InvariantCulture);

    private static int Count(Match header, string name) => header.Groups[name].Success ? Number(header, name) : 1;

    [GeneratedRegex(@"\A@@ -(?<old>\d+)(,(?<oldCount>\d+))? \+(?<new>\d+)(,(?<newCount>\d+))? @@\n\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Header();
}
