using System.Globalization;

namespace Pipeline.Sdk.Benchmarks;

/// <summary>Numbers of one kind: what is told of them is their median and how far they spread.</summary>
internal sealed record Measured(double[] Values)
{
    public double Median
    {
        get
        {
            var sorted = Values.Order().ToArray();
            return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
        }
    }

    /// <summary>What they are worth to the baseline that was measured in turn with them.</summary>
    public Measured Over(Measured baseline) => new([.. Values.Zip(baseline.Values, (value, other) => value / other)]);

    public string Spread(string format = "0.00") =>
        string.Create(CultureInfo.InvariantCulture, $"{Values.Min().ToString(format, CultureInfo.InvariantCulture)}–{Values.Max().ToString(format, CultureInfo.InvariantCulture)}");

    /// <summary>Runs all in turn, so that a machine that slows down slows every one of them.</summary>
    public static Measured[] InTurn(int rounds, params Func<double>[] runs)
    {
        var values = runs.Select(_ => new double[rounds]).ToArray();
        foreach (var run in runs)
            run();
        for (var round = 0; round < rounds; round++)
        {
            for (var i = 0; i < runs.Length; i++)
                values[i][round] = runs[i]();
        }

        return [.. values.Select(value => new Measured(value))];
    }
}
