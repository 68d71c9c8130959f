namespace Pipeline.Sdk.Benchmarks.Cases;

/// <summary>One file changed: exactly its target and what rests on it run.</summary>
internal sealed class StoredEdit : ICase
{
    public string Name => "the same, one file changed: targets run beside it and its dependants";

    public string Peers => "";

    public Reading Measure(Workshop workshop)
    {
        Packages.LayOut(workshop);
        var start = workshop.Start("packages", "All");
        start.Run();
        Packages.Took(workshop);
        File.AppendAllText(workshop.PathOf("packages/p55/src/3.txt"), "changed\n");
        var seconds = start.Run();
        var ran = Packages.Took(workshop);

        // Each package has one above it, up to the tenth layer.
        var missed = new[] { "P55", "P65", "P75", "P85", "P95" }.Except(ran).Count();
        return new Reading(ran.Length - 5 + (2 * missed), 0, "0", "", $"{ran.Length} of {Packages.Count} ran, {seconds * 1000:0} ms");
    }
}
