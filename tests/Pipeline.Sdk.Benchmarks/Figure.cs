using System.Globalization;

namespace Pipeline.Sdk.Benchmarks;

/// <summary>A case against its baseline: medians, and the ratio pair by pair.</summary>
internal sealed record Figure(string Name, double[] Times, double[] Baselines)
{
    public static Figure Measure(string name, Command command, Command baseline, int pairs)
    {
        command.Run();
        baseline.Run();
        var (times, baselines) = (new double[pairs], new double[pairs]);
        for (var i = 0; i < pairs; i++)
        {
            times[i] = command.Run();
            baselines[i] = baseline.Run();
        }

        return new Figure(name, times, baselines);
    }

    public void Write(string goal)
    {
        var ratios = Times.Zip(Baselines, (time, baseline) => time / baseline).ToArray();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Name,-40} {Median(Times) * 1000,6:0} ms  {Times.Min() * 1000,4:0}–{Times.Max() * 1000,-5:0} {Median(Baselines) * 1000,6:0} ms   {Median(ratios),6:0.00}   {ratios.Min():0.00}–{ratios.Max():0.00}   {goal}"));
    }

    private static double Median(double[] values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }
}
