namespace Pipeline.Sdk.Benchmarks.Cases;

/// <summary>The same rerun to that of another system, in turn.</summary>
/// <param name="other"><c>turbo</c> or <c>make -r</c>.</param>
internal sealed class StoredToOthers(string other) : ICase
{
    public string Name => $"the same, to {other}";

    public string Peers => "";

    public Reading Measure(Workshop workshop)
    {
        Packages.LayOut(workshop);
        var start = workshop.Start("packages", "All");
        var command = other == "turbo" ? Packages.Turbo(workshop) : new Command("make", ["-r", "--silent"], workshop.PathOf(""));
        if (command is null)
            return new Reading(double.NaN, 1, "0.00", "", $"{other} could not be installed by npm");

        start.Run();
        command.Run();
        Packages.Took(workshop);
        var times = Measured.InTurn(workshop.Rounds, () => start.Run(), () => command.Run());
        if (Packages.Took(workshop).Length > 0)
            throw new InvalidOperationException("Not all was stored.");

        // make looks at times only, which this does not want to be compared with: the row is for people.
        var ratio = times[0].Over(times[1]);
        return new Reading(ratio.Median, other == "turbo" ? 1 : double.PositiveInfinity, "0.00", ratio.Spread(), $"{times[0].Median * 1000:0} ms to {times[1].Median * 1000:0} ms");
    }
}
