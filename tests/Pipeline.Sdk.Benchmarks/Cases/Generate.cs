namespace Pipeline.Sdk.Benchmarks.Cases;

/// <summary>Both dialects of a workflow of 60 jobs, generated and compared with what is on disk.</summary>
internal sealed class Generate : ICase
{
    public string Name => "Generate, both dialects, 500 targets in 60 jobs";

    public string Peers => "YamlDotNet alone, one file 1.7–2.0";

    public Reading Measure(Workshop workshop)
    {
        var bare = workshop.Bare;
        var start = workshop.Start("workflow", "Generate");
        start.Run();
        var times = Measured.InTurn(workshop.Rounds, () => start.Run(), () => bare.Run());
        var ratio = times[0].Over(times[1]);
        return new Reading(ratio.Median, 3.5, "0.00", ratio.Spread(), $"{times[0].Median * 1000:0} ms to {times[1].Median * 1000:0} ms");
    }
}
