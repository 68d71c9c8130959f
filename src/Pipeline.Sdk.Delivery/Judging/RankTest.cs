using Pipeline.Sdk.LocalHost;

namespace Pipeline.Sdk.Delivery;

/// <summary>Mann and Whitney's rank test on durations in buckets; those in one bucket are ties.</summary>
internal static class RankTest
{
    /// <summary>How many standard deviations the first sample is slower than the second; 0 when one of them is empty.</summary>
    public static double Z(IReadOnlyList<long> first, IReadOnlyList<double> second)
    {
        double n = 0, m = 0, below = 0, wins = 0, ties = 0;
        for (var bucket = 0; bucket < LatencyBuckets.Count; bucket++)
        {
            var (a, b) = (bucket < first.Count ? first[bucket] : 0, bucket < second.Count ? second[bucket] : 0);
            wins += a * (below + (b / 2));
            below += b;
            (n, m) = (n + a, m + b);
            var tied = a + b;
            ties += (tied * tied * tied) - tied;
        }

        if (n == 0 || m == 0)
            return 0;

        var all = n + m;
        var variance = n * m / 12 * (all + 1 - (ties / (all * (all - 1))));
        return variance <= 0 ? 0 : (wins - (n * m / 2)) / Math.Sqrt(variance);
    }

    /// <summary>The distribution, slowed down by a factor, and by a delay at least. What falls between two buckets is divided.</summary>
    public static IReadOnlyList<double> Slower(IReadOnlyList<long> latency, double factor, TimeSpan atLeast)
    {
        var shifted = new double[LatencyBuckets.Count];
        for (var bucket = 0; bucket < latency.Count; bucket++)
        {
            if (latency[bucket] == 0)
                continue;

            // With buckets of equal ratio a factor is a shift, whatever the duration; a delay is a longer one for short durations.
            var seconds = LatencyBuckets.UpperEnd(Math.Min(bucket, LatencyBuckets.Count - 2));
            var shift = Math.Log2(Math.Max(factor, (seconds + atLeast.TotalSeconds) / seconds)) * LatencyBuckets.PerDoubling;
            var (whole, part) = ((int)Math.Floor(shift), shift - Math.Floor(shift));
            shifted[Math.Min(bucket + whole, LatencyBuckets.Count - 1)] += latency[bucket] * (1 - part);
            shifted[Math.Min(bucket + whole + 1, LatencyBuckets.Count - 1)] += latency[bucket] * part;
        }

        return shifted;
    }

    /// <summary>The upper end of the bucket that holds the quantile, in seconds.</summary>
    public static double Quantile(IReadOnlyList<long> latency, double part)
    {
        var (sum, wanted) = (0L, part * latency.Sum());
        for (var bucket = 0; bucket < latency.Count; bucket++)
        {
            sum += latency[bucket];
            if (sum >= wanted && sum > 0)
                return LatencyBuckets.UpperEnd(Math.Min(bucket, LatencyBuckets.Count - 2));
        }

        return 0;
    }
}
