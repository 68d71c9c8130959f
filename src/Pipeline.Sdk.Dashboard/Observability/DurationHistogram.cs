namespace Pipeline.Sdk.Dashboard;

/// <summary>Durations in the buckets that Prometheus' clients use by default. Not thread-safe: its owner locks.</summary>
internal sealed class DurationHistogram
{
    private static readonly double[] Bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    private readonly long[] _counts = new long[Bounds.Length + 1];
    private double _sum;

    public void Observe(TimeSpan duration)
    {
        var seconds = duration.TotalSeconds;
        var bucket = Array.FindIndex(Bounds, bound => seconds <= bound);
        _counts[bucket < 0 ? Bounds.Length : bucket]++;
        _sum += seconds;
    }

    public void Write(PrometheusText text, string name, (string Name, string Value) first, (string Name, string Value) second)
    {
        var total = 0L;
        for (var index = 0; index < _counts.Length; index++)
        {
            total += _counts[index];
            var bound = index < Bounds.Length ? Bounds[index] : double.PositiveInfinity;
            text.Sample(name + "_bucket", total, first, second, ("le", PrometheusText.Number(bound)));
        }

        text.Sample(name + "_sum", _sum, first, second);
        text.Sample(name + "_count", total, first, second);
    }
}
