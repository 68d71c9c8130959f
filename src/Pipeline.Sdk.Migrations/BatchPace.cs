namespace Pipeline.Sdk.Migrations;

/// <summary>How many keys the next range of a batched script has, and how long others have the database for themselves before it.</summary>
/// <param name="size">The first range's number of keys.</param>
/// <param name="duration">How long a range should take.</param>
/// <param name="restShare">The rest before a range as a share of what the one before took, 0 to 1.</param>
internal sealed class BatchPace(int size, TimeSpan duration, double restShare)
{
    // A trip to a far database may not cost more than a tenth of a range, so ranges are longer there; but nobody is to wait for longer than this.
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(250);
    private const double TripShare = 10;

    private TimeSpan _trip;

    /// <summary>The number of keys.</summary>
    public int Size { get; private set; } = size;

    /// <summary>The rest before the range.</summary>
    public TimeSpan Rest { get; private set; }

    /// <summary>A range took so long, without the rest before it: the next one is at most doubled or halved.</summary>
    public void Worked(TimeSpan took)
    {
        var wanted = Math.Clamp(_trip.TotalMilliseconds * TripShare, duration.TotalMilliseconds, Math.Max(duration.TotalMilliseconds, Longest.TotalMilliseconds));
        Size = (int)Math.Clamp(Size * Math.Clamp(wanted / Math.Max(1, took.TotalMilliseconds), 0.5, 2), 100, 1_000_000);
        Rest = took > TimeSpan.Zero ? took * restShare : TimeSpan.Zero;
    }

    /// <summary>A question to the database took so long.</summary>
    public void Asked(TimeSpan took) => _trip = took;
}
