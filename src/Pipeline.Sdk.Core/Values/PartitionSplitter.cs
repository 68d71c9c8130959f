using System.Collections.Immutable;

namespace Pipeline.Sdk;

/// <summary>
/// Splits keys into parts of about equal duration: the longest first, each to the part with the least so far (LPT: at most 4/3 of the best split).
/// Whole numbers and ordinal order only, so that every machine finds the same split.
/// </summary>
internal static class PartitionSplitter
{
    private const long UnknownDuration = 1000;

    /// <summary>Key → part, from 1.</summary>
    /// <param name="keys">The keys, unique.</param>
    /// <param name="count">How many parts.</param>
    /// <param name="durations">Milliseconds of the keys that are known; the others count as the median of those.</param>
    public static IReadOnlyDictionary<string, int> Split(ImmutableArray<string> keys, int count, IReadOnlyDictionary<string, long> durations)
    {
        var known = keys.Where(durations.ContainsKey).Select(key => durations[key]).Order().ToList();
        var guess = known.Count == 0 ? UnknownDuration : known[known.Count / 2];
        var parts = new Dictionary<string, int>(keys.Length, StringComparer.Ordinal);
        var loads = new long[count];
        foreach (var (key, duration) in keys.Select(key => (key, durations.GetValueOrDefault(key, guess))).OrderByDescending(at => at.Item2).ThenBy(at => at.key, StringComparer.Ordinal))
        {
            var least = Array.IndexOf(loads, loads.Min());
            if (!parts.TryAdd(key, least + 1))
                throw new ArgumentException($"Two items have the key '{key}'.", nameof(keys));

            // An item always weighs something: without it all items of no duration would land in one part.
            loads[least] += Math.Max(1, duration);
        }

        return parts;
    }
}
