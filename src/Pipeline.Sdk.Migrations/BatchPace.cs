namespace Pipeline.Sdk.Migrations;

/// <summary>How many keys a range of a batched script has, how many ranges are sent together, and how long the script rests behind them while others work.</summary>
/// <param name="size">The first range's number of keys.</param>
/// <param name="duration">How long a range should take.</param>
/// <param name="trip">How long ranges that are sent together should take; zero sends each of them alone.</param>
/// <param name="restRatio">The rest in multiples of the time that was worked.</param>
internal sealed class BatchPace(int size, TimeSpan duration, TimeSpan trip, double restRatio)
{
    private const int MostRanges = 64;

    /// <summary>The number of keys.</summary>
    public int Size { get; private set; } = size;

    /// <summary>The number of ranges: one, until it is known how long one takes.</summary>
    public int Count { get; private set; } = 1;

    /// <summary>The rest behind the ranges that were done last.</summary>
    public TimeSpan Rest { get; private set; }

    /// <summary>So many ranges took so long: the next ones have at most twice as many keys or half as many.</summary>
    public void Worked(TimeSpan took, int ranges)
    {
        var each = Math.Max(0.1, took.TotalMilliseconds / ranges);
        var next = (int)Math.Clamp(Size * Math.Clamp(duration.TotalMilliseconds / each, 0.5, 2), 100, 1_000_000);
        Count = (int)Math.Clamp(trip.TotalMilliseconds / (each * next / Size), 1, MostRanges);
        Size = next;
        Rest = took * restRatio;
    }
}
