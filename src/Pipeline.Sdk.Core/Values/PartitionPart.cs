using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Pipeline.Sdk;

/// <summary>One part of work that is split over several CI jobs: <c>2/4</c> is the second of four. <c>1/1</c> is all of it.</summary>
public sealed record PartitionPart : IParsable<PartitionPart>
{
    /// <summary>More jobs than any CI system runs for one matrix.</summary>
    private const int MostParts = 256;

    private PartitionPart(int index, int count)
    {
        Index = index;
        Count = count;
    }

    /// <summary>Everything: one part of one.</summary>
    public static PartitionPart Whole { get; } = new(1, 1);

    /// <summary>Which part, from 1.</summary>
    public int Index { get; }

    /// <summary>How many parts there are.</summary>
    public int Count { get; }

    /// <summary>What is known of durations: key → milliseconds, from the committed history file.</summary>
    internal IReadOnlyDictionary<string, long> Durations { get; init; } = ImmutableDictionary<string, long>.Empty;

    /// <summary>The items of this part, in their given order. Every item is in exactly one part, and every job finds the same split.</summary>
    /// <typeparam name="T">Type of the items.</typeparam>
    /// <param name="items">All items.</param>
    /// <param name="key">The name of an item, unique; its duration is looked up by it in <c>.pipeline/durations.json</c>.</param>
    /// <exception cref="ArgumentException">Two items have the same key.</exception>
    public ImmutableArray<T> Select<T>(IEnumerable<T> items, Func<T, string> key)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(key);
        var all = items.ToImmutableArray();
        var parts = PartitionSplitter.Split([.. all.Select(key)], Count, Durations);
        return [.. all.Where(item => parts[key(item)] == Index)];
    }

    /// <summary>Reads <c>2/4</c>.</summary>
    /// <param name="s">The text.</param>
    /// <param name="provider">Not used.</param>
    /// <exception cref="FormatException">It is not of that form, or the part is not one of them.</exception>
    public static PartitionPart Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var part) ? part : throw new FormatException($"'{s}' is not a part: expected one like 2/4.");

    /// <summary>Reads <c>2/4</c>: part and number of parts, at most 256.</summary>
    /// <param name="s">The text.</param>
    /// <param name="provider">Not used.</param>
    /// <param name="result">The part.</param>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out PartitionPart result)
    {
        result = null;
        var slash = s?.IndexOf('/', StringComparison.Ordinal) ?? -1;
        if (s is null || slash < 0)
            return false;
        if (!int.TryParse(s.AsSpan(0, slash), NumberStyles.None, CultureInfo.InvariantCulture, out var index))
            return false;
        if (!int.TryParse(s.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            return false;
        if (index < 1 || index > count || count > MostParts)
            return false;

        result = new PartitionPart(index, count);
        return true;
    }

    /// <summary>The form <c>2/4</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Index}/{Count}");

    /// <summary>Parts are equal when they select the same part; what is known of durations does not matter.</summary>
    /// <param name="other">The other one.</param>
    public bool Equals(PartitionPart? other) => other is not null && other.Index == Index && other.Count == Count;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Index, Count);
}
