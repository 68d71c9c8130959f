namespace Pipeline.Sdk.Benchmarks.Cases;

/// <summary>A hundred packages of ten files each, all stored: what a rerun takes, to a bare program.</summary>
internal sealed class Stored : ICase
{
    public string Name => "100 packages × 10 input files, all stored, rerun";

    public string Peers => "Turborepo native 2.0, via npm 4.3, Nx 13.6 with daemon, 22 without, make -r 0.2";

    public Reading Measure(Workshop workshop)
    {
        Packages.LayOut(workshop);
        var (start, bare) = (workshop.Start("packages", "All"), workshop.Bare);
        start.Run();
        Packages.Took(workshop);
        var times = Measured.InTurn(workshop.Rounds, () => start.Run(), () => bare.Run());
        if (Packages.Took(workshop).Length > 0)
            throw new InvalidOperationException("Not all was stored.");

        var ratio = times[0].Over(times[1]);
        return new Reading(ratio.Median, 1.7, "0.00", ratio.Spread(), $"{times[0].Median * 1000:0} ms to {times[1].Median * 1000:0} ms");
    }
}
