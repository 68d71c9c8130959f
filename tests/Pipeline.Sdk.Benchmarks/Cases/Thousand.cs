namespace Pipeline.Sdk.Benchmarks.Cases;

/// <summary>A thousand targets that do nothing, each shown with two lines.</summary>
internal sealed class Thousand : ICase
{
    public string Name => "1,000 no-op targets, 10 layers, 3 edges each";

    public string Peers => "Frosting 9.5, FAKE 11.5, Bullseye 14–19, NUKE 52–62, Cake 53–61, ModularPipelines 55";

    public Reading Measure(Workshop workshop)
    {
        var bare = workshop.Bare;
        var start = workshop.Start("1000x10x3", "All");
        var times = Measured.InTurn(workshop.Rounds, () => start.Run(), () => bare.Run());
        var ratio = times[0].Over(times[1]);
        return new Reading(ratio.Median, 2.0, "0.00", ratio.Spread(), $"{times[0].Median * 1000:0} ms to {times[1].Median * 1000:0} ms");
    }
}
