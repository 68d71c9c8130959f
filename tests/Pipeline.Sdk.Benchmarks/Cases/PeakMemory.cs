namespace Pipeline.Sdk.Benchmarks.Cases;

/// <summary>The most memory that one target that does nothing takes.</summary>
internal sealed class PeakMemory : ICase
{
    public string Name => "peak memory of one no-op target, MB";

    public string Peers => "Bullseye 36, Frosting 59, NUKE 121";

    public Reading Measure(Workshop workshop)
    {
        var memory = Measured.InTurn(5, () => workshop.Memory("real", "NoOp"))[0];
        return new Reading(memory.Median, 45, "0.0", memory.Spread("0.0"));
    }
}
