namespace Pipeline.Sdk.Benchmarks.Cases;

/// <summary>One line of the build project edited, then a target that does nothing; against the compiler alone and a start.</summary>
internal sealed class EditedLine : ICase
{
    public string Name => "one line edited, then a no-op target";

    public string Peers => "wrappers around dotnet run: build + 2 s";

    public Reading Measure(Workshop workshop)
    {
        workshop.Compile().Run();
        var start = workshop.StartShared("real", "NoOp");
        var compile = workshop.Compile("--no-restore");
        var times = Measured.InTurn(Math.Max(2, workshop.Rounds / 5), () => AfterEdit(start), () => AfterEdit(compile));
        var plain = Measured.InTurn(3, () => start.Run())[0];
        workshop.TakeBack();
        var ratio = times[0].Over(new Measured([.. times[1].Values.Select(value => value + plain.Median)]));
        return new Reading(ratio.Median, 1.2, "0.00", ratio.Spread(), $"{times[0].Median:0.0} s to {times[1].Median + plain.Median:0.0} s");

        double AfterEdit(Command command)
        {
            workshop.Edit();
            return command.Run();
        }
    }
}
