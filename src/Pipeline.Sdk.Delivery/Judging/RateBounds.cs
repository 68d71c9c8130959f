namespace Pipeline.Sdk.Delivery;

/// <summary>Wilson's bounds of a rate: what it may be in truth, given what was counted.</summary>
internal static class RateBounds
{
    // One-sided 95 %. The bound is the benefit of the doubt for the new release, not the error rate of the test.
    private const double Z = 1.6449;

    public static double Upper(long failures, long requests) => Bound(failures, requests, 1);

    public static double Lower(long failures, long requests) => Bound(failures, requests, -1);

    private static double Bound(long failures, long requests, int side)
    {
        if (requests == 0)
            return side > 0 ? 1 : 0;

        var (n, rate) = ((double)requests, (double)failures / requests);
        var middle = rate + (Z * Z / (2 * n));
        var width = Z * Math.Sqrt((rate * (1 - rate) / n) + (Z * Z / (4 * n * n)));
        return Math.Clamp((middle + (side * width)) / (1 + (Z * Z / n)), 0, 1);
    }
}
