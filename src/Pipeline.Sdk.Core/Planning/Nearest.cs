namespace Pipeline.Sdk.Planning;

/// <summary>Finds the word that was probably meant.</summary>
internal static class Nearest
{
    /// <summary>The candidate with the smallest edit distance, when it is near enough to be a slip; otherwise null.</summary>
    public static string? To(string word, IEnumerable<string> candidates)
    {
        var (best, bestDistance) = ((string?)null, int.MaxValue);
        foreach (var candidate in candidates)
        {
            var distance = Distance(word.ToUpperInvariant(), candidate.ToUpperInvariant());
            if (distance < bestDistance)
                (best, bestDistance) = (candidate, distance);
        }

        return bestDistance <= Math.Max(2, word.Length / 3) ? best : null;
    }

    // Optimal string alignment: a swap of neighbours, the commonest slip, counts as one.
    private static int Distance(string a, string b)
    {
        var table = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
            table[i, 0] = i;
        for (var j = 0; j <= b.Length; j++)
            table[0, j] = j;

        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                table[i, j] = Math.Min(Math.Min(table[i - 1, j] + 1, table[i, j - 1] + 1), table[i - 1, j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    table[i, j] = Math.Min(table[i, j], table[i - 2, j - 2] + 1);
            }
        }

        return table[a.Length, b.Length];
    }
}
