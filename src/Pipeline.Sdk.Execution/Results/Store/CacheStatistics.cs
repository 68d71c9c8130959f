using System.Text;

namespace Pipeline.Sdk.Execution.Results;

/// <summary>How often stored results were taken, and what that saved; since the store was made.</summary>
/// <param name="Taken">Targets that did not have to run.</param>
/// <param name="Made">Targets with inputs that ran.</param>
/// <param name="Saved">How long the taken ones had taken to make.</param>
internal sealed record CacheStatistics(long Taken, long Made, TimeSpan Saved)
{
    private const string Name = "statistics";

    /// <summary>The share of results that were taken, in percent; 0 when nothing was asked for yet.</summary>
    public double HitRate => Taken + Made == 0 ? 0 : 100.0 * Taken / (Taken + Made);

    public static CacheStatistics Read(string folder)
    {
        var text = AtomicFile.TryRead(Path.Combine(folder, Name)) is { } bytes ? Encoding.UTF8.GetString(bytes).Split(' ') : [];
        return text is [var taken, var made, var saved]
            && Numerals.TryParse(taken, out var hits)
            && Numerals.TryParse(made, out var misses)
            && Numerals.TryParse(saved, out var ticks)
                ? new CacheStatistics(hits, misses, TimeSpan.FromTicks(ticks))
                : new CacheStatistics(0, 0, TimeSpan.Zero);
    }

    /// <summary>Adds a run's counts. Two runs that end at the same moment may lose one of the two: these are figures for people.</summary>
    public static void Add(string folder, long taken, long made, TimeSpan saved)
    {
        if (taken + made == 0)
            return;

        var before = Read(folder);
        var text = string.Join(' ', Numerals.Of(before.Taken + taken), Numerals.Of(before.Made + made), Numerals.Of((before.Saved + saved).Ticks));
        AtomicFile.TryWrite(Path.Combine(folder, Name), Encoding.UTF8.GetBytes(text));
    }
}
