namespace Pipeline.Sdk.Benchmarks.Cases;

/// <summary>One target that does nothing, of twenty-six, with nothing changed.</summary>
internal sealed class NoOp : ICase
{
    public string Name => "one no-op target, through build.sh";

    public string Peers => "Bullseye 2.1, Frosting 5.5, FAKE 6.3, NUKE 16.5, Cake 44, ModularPipelines 98; none with its bootstrap";

    public Reading Measure(Workshop workshop)
    {
        var bare = workshop.Bare;
        var start = workshop.Start("real", "NoOp");
        var times = Measured.InTurn(workshop.Rounds, () => start.Run(), () => bare.Run());
        var ratio = times[0].Over(times[1]);
        return new Reading(ratio.Median, 1.5, "0.00", ratio.Spread(), $"{times[0].Median * 1000:0} ms to {times[1].Median * 1000:0} ms");
    }
}
