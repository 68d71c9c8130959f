namespace Pipeline.Sdk.Generation.Files;

/// <summary>Finds which lines two texts share, by the longest common subsequence. Generated files are short: a table of lines × lines is fine.</summary>
internal static class LineComparison
{
    public static List<DiffLine> Compare(IReadOnlyList<string> old, IReadOnlyList<string> @new)
    {
        var head = 0;
        while (head < old.Count && head < @new.Count && old[head] == @new[head])
            head++;

        var tail = 0;
        while (tail < old.Count - head && tail < @new.Count - head && old[^(tail + 1)] == @new[^(tail + 1)])
            tail++;

        var lines = new List<DiffLine>(old.Count + @new.Count);
        lines.AddRange(old.Take(head).Select(line => new DiffLine(' ', line)));
        AddMiddle(lines, old.Skip(head).SkipLast(tail).ToArray(), @new.Skip(head).SkipLast(tail).ToArray());
        lines.AddRange(old.TakeLast(tail).Select(line => new DiffLine(' ', line)));
        return lines;
    }

    private static void AddMiddle(List<DiffLine> lines, string[] old, string[] @new)
    {
        var common = CommonLengths(old, @new);
        var (i, j) = (0, 0);
        while (i < old.Length || j < @new.Length)
        {
            if (i < old.Length && j < @new.Length && old[i] == @new[j])
            {
                lines.Add(new DiffLine(' ', old[i]));
                (i, j) = (i + 1, j + 1);
            }
            else if (j == @new.Length || (i < old.Length && common[i + 1, j] >= common[i, j + 1]))
            {
                lines.Add(new DiffLine('-', old[i++]));
            }
            else
            {
                lines.Add(new DiffLine('+', @new[j++]));
            }
        }
    }

    // [i, j]: how many lines old[i..] and new[j..] have in common, in order.
    private static int[,] CommonLengths(string[] old, string[] @new)
    {
        var common = new int[old.Length + 1, @new.Length + 1];
        for (var i = old.Length - 1; i >= 0; i--)
        {
            for (var j = @new.Length - 1; j >= 0; j--)
                common[i, j] = old[i] == @new[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
        }

        return common;
    }
}
