namespace Pipeline.Sdk.Benchmarks.Cases;

/// <summary>One target that does nothing, of twenty-six, with nothing changed.</summary>
/// <param name="isShared">On the shared runtime, as the first starts after a change are.</param>
internal sealed class NoOp(bool isShared) : ICase
{
    public string Name => isShared ? "the same in the first starts after a change, on the shared runtime" : "one no-op target, through build.sh";

    public string Peers => "Bullseye 2.1, Frosting 5.5, FAKE 6.3, NUKE 16.5, Cake 44, ModularPipelines 98; none with its bootstrap";

    public Reading Measure(Workshop workshop)
    {
        var bare = workshop.Bare;
        var start = isShared ? workshop.StartShared("real", "NoOp") : workshop.Start("real", "NoOp");
        start.Run();
        var times = Measured.InTurn(workshop.Rounds, () => start.Run(), () => bare.Run());
        var ratio = times[0].Over(times[1]);
        return new Reading(ratio.Median, isShared ? double.PositiveInfinity : 1.5, "0.00", ratio.Spread(), $"{times[0].Median * 1000:0} ms to {times[1].Median * 1000:0} ms");
    }
}
