namespace Pipeline.Sdk.Benchmarks.Cases;

/// <summary>Twenty targets that block their threads for 200 ms, all at once.</summary>
internal sealed class Waiting : ICase
{
    public string Name => "20 × 200 ms in process, --parallel 20, seconds";

    public string Peers => "Bullseye 2.1 s, FAKE 2.0 s, ModularPipelines 2.1 s, make -j20 0.26 s";

    public Reading Measure(Workshop workshop)
    {
        var start = workshop.Start("wait", "All", "--parallel", "20");
        var time = Measured.InTurn(workshop.Rounds, () => start.Run())[0];
        return new Reading(time.Median, 0.35, "0.00", time.Spread());
    }
}
