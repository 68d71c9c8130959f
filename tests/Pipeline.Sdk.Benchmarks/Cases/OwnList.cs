namespace Pipeline.Sdk.Benchmarks.Cases;

/// <summary>This repository's own pipeline, which has no target that does nothing: it shows its targets.</summary>
internal sealed class OwnList : ICase
{
    public string Name => "this repository's ./build.sh --list";

    public string Peers => "";

    public Reading Measure(Workshop workshop)
    {
        var bare = workshop.Bare;
        var start = new Command("sh", [Path.Combine(workshop.Root, "build.sh"), "--list"], workshop.Root);
        var times = Measured.InTurn(workshop.Rounds, () => start.Run(), () => bare.Run());
        var ratio = times[0].Over(times[1]);
        return new Reading(ratio.Median, 1.5, "0.00", ratio.Spread(), $"{times[0].Median * 1000:0} ms to {times[1].Median * 1000:0} ms");
    }
}
