using System.Globalization;

namespace Pipeline.Sdk.Benchmarks.Cases;

/// <summary>Ten thousand input files of which none has changed, on top of a start with ten; to find, which looks at the same.</summary>
internal sealed class StoredFiles : ICase
{
    public string Name => "10,000 input files unchanged, on top of start-up, to find";

    public string Peers => "";

    public Reading Measure(Workshop workshop)
    {
        Packages.LayOut(workshop);
        for (var folder = 0; folder < 100; folder++)
        {
            var path = workshop.PathOf(string.Create(CultureInfo.InvariantCulture, $"many/{folder}/deep"));
            Directory.CreateDirectory(path);
            for (var file = 0; file < 100; file++)
                File.WriteAllText(Path.Combine(path, $"{file}.cs"), "// " + file);
        }

        var (all, small) = (workshop.Start("many", "All"), workshop.Start("many", "Small"));
        var find = new Command("find", [".", "-type", "f", "-printf", @"%s %T@\n"], workshop.PathOf("many"));
        all.Run();
        small.Run();
        var times = Measured.InTurn(workshop.Rounds, () => all.Run(), () => small.Run(), () => find.Run());
        var own = new Measured([.. times[0].Values.Zip(times[1].Values, (value, start) => value - start)]);
        var ratio = own.Over(times[2]);
        return new Reading(ratio.Median, 1.5, "0.00", ratio.Spread(), $"{own.Median * 1000:0} ms to {times[2].Median * 1000:0} ms");
    }
}
