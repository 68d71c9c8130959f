namespace Pipeline.Sdk.Benchmarks.Cases;

/// <summary>How many methods such a start compiles: the same from run to run, so a steadier watch on it than the clock.</summary>
internal sealed class JitMethods : ICase
{
    public string Name => "methods JIT-compiled at such a start on the shared runtime";

    public string Peers => "Bullseye 378, Frosting 2,011, NUKE 3,284";

    public Reading Measure(Workshop workshop)
    {
        var file = workshop.PathOf("methods");
        // Measured alone, its first start would count the methods of the build.
        workshop.StartShared("real", "NoOp").Run();
        workshop.StartShared("real", "NoOp").Run(("DOTNET_JitStdOutFile", file), ("DOTNET_JitDisasmSummary", "1"));
        return new Reading(File.ReadLines(file).Count(), 120, "0", "");
    }
}
