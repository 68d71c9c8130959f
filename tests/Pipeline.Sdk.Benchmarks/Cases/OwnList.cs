namespace Pipeline.Sdk.Benchmarks.Cases;

/// <summary>This repository's own pipeline, which has no target that does nothing: it shows its targets.</summary>
/// <param name="isShared">On the shared runtime: to compile this repository's own program ahead of time takes a minute.</param>
internal sealed class OwnList(bool isShared) : ICase
{
    public string Name => isShared ? "this repository's ./build.sh --list, on the shared runtime" : "this repository's ./build.sh --list";

    public string Peers => "";

    public Reading Measure(Workshop workshop)
    {
        var bare = workshop.Bare;
        var start = new Command("sh", [Path.Combine(workshop.Root, "build.sh"), "--list"], workshop.Root) { Variables = [("PIPELINE_NATIVE", isShared ? "false" : "true")] };
        start.Run();
        var times = Measured.InTurn(workshop.Rounds, () => start.Run(), () => bare.Run());
        var ratio = times[0].Over(times[1]);
        return new Reading(ratio.Median, isShared ? double.PositiveInfinity : 1.5, "0.00", ratio.Spread(), $"{times[0].Median * 1000:0} ms to {times[1].Median * 1000:0} ms");
    }
}
