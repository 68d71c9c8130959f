using System.Collections.Immutable;

namespace Pipeline.Sdk.LocalHost.Routing;

/// <summary>Counts a slot's requests. Written by every request, so it is a few interlocked additions and no lock; a reader may see a request half counted.</summary>
internal sealed class SlotMetrics
{
    private readonly long[] _classes = new long[6];
    private readonly long[] _latency = new long[LatencyBuckets.Count];
    private long _failures;
    private long _microseconds;

    public long Requests
    {
        get
        {
            var sum = 0L;
            for (var i = 0; i < _classes.Length; i++)
                sum += Volatile.Read(ref _classes[i]);
            return sum;
        }
    }

    public long Failures => Volatile.Read(ref _failures);

    /// <summary>The sum of all durations, in seconds.</summary>
    public double Seconds => Volatile.Read(ref _microseconds) / 1e6;

    /// <summary>Requests whose status began with this digit; 0 for those that nobody answered.</summary>
    public long OfClass(int digit) => Volatile.Read(ref _classes[digit]);

    /// <summary>Counts a request.</summary>
    /// <param name="status">The status; 0 when no instance answered.</param>
    /// <param name="seconds">From its arrival to the end of the answer; negative when that says nothing of the service, as for a WebSocket.</param>
    public void Count(int status, double seconds)
    {
        Interlocked.Increment(ref _classes[status is >= 100 and < 600 ? status / 100 : 0]);
        if (status is 0 or >= 500)
            Interlocked.Increment(ref _failures);
        if (seconds < 0)
            return;
        Interlocked.Increment(ref _latency[LatencyBuckets.Of(seconds)]);
        Interlocked.Add(ref _microseconds, (long)(seconds * 1e6));
    }

    /// <summary>The durations by bucket, without zeros at the end.</summary>
    public ImmutableArray<long> Latency()
    {
        var last = _latency.Length - 1;
        while (last >= 0 && Volatile.Read(ref _latency[last]) == 0)
            last--;
        return [.. _latency.AsSpan(0, last + 1)];
    }
}
