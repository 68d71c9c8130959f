namespace Pipeline.Sdk.LocalHost;

/// <summary>
/// The buckets of measured durations: eight to a doubling, so that a bucket is 9 % wide at any duration and a distribution that is twice as slow
/// is the same one eight buckets further on.
/// </summary>
public static class LatencyBuckets
{
    /// <summary>How many buckets a doubling has.</summary>
    public const int PerDoubling = 8;

    /// <summary>How many there are; the last one is open to the top.</summary>
    public const int Count = 176;

    /// <summary>The upper end of the first bucket, in seconds.</summary>
    public const double First = 0.00005;

    /// <summary>The bucket of a duration.</summary>
    /// <param name="seconds">The duration.</param>
    public static int Of(double seconds) =>
        seconds <= First ? 0 : Math.Min(Count - 1, 1 + (int)(Math.Log2(seconds / First) * PerDoubling));

    /// <summary>A bucket's upper end in seconds; that of the last one is infinite.</summary>
    /// <param name="bucket">From 0.</param>
    public static double UpperEnd(int bucket) => bucket >= Count - 1 ? double.PositiveInfinity : First * Math.Pow(2, (double)bucket / PerDoubling);
}
