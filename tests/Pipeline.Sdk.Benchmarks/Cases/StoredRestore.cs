namespace Pipeline.Sdk.Benchmarks.Cases;

/// <summary>An output of 200 MB put back, on top of a start that finds it in its place; to cp.</summary>
internal sealed class StoredRestore : ICase
{
    public string Name => "restoring a 200 MB output, on top of start-up, to cp -r";

    public string Peers => "";

    public Reading Measure(Workshop workshop)
    {
        Packages.LayOut(workshop);
        var start = workshop.Start("large", "All");
        start.Run();
        var rounds = Math.Max(3, workshop.Rounds / 2);
        var times = Measured.InTurn(rounds, Restore, () => start.Run(), Copy);
        var own = new Measured([.. times[0].Values.Zip(times[1].Values, (value, found) => value - found)]);
        var ratio = own.Over(times[2]);
        Directory.Delete(workshop.PathOf("large"), recursive: true);
        return new Reading(ratio.Median, 1.3, "0.00", ratio.Spread(), $"{own.Median * 1000:0} ms to {times[2].Median * 1000:0} ms");

        double Restore()
        {
            Directory.Delete(workshop.PathOf("large"), recursive: true);
            return start.Run();
        }

        double Copy()
        {
            var seconds = new Command("cp", ["-r", "large", "copied"], workshop.PathOf("")).Run();
            Directory.Delete(workshop.PathOf("copied"), recursive: true);
            return seconds;
        }
    }
}
