using CliWrap;

namespace Pipeline.Sdk.Benchmarks.Cases;

/// <summary>Twenty programs at once, against a program that does the same with CliWrap and nothing else.</summary>
internal sealed class Processes : ICase
{
    public const string Mode = "processes";

    public string Name => "20 × sleep 0.2 as processes, to bare CliWrap";

    public string Peers => "";

    public Reading Measure(Workshop workshop)
    {
        var (start, other) = (workshop.Start("sleep", "All", "--parallel", "20"), workshop.Self(Mode));
        var times = Measured.InTurn(workshop.Rounds, () => start.Run(), () => other.Run());
        var ratio = times[0].Over(times[1]);
        return new Reading(ratio.Median, 1.15, "0.00", ratio.Spread(), $"{times[0].Median * 1000:0} ms to {times[1].Median * 1000:0} ms");
    }

    /// <summary>The other side.</summary>
    public static void RunAll()
    {
        var all = Enumerable.Range(0, 20).Select(_ => Cli.Wrap("sleep").WithArguments("0.2").WithStandardOutputPipe(PipeTarget.ToDelegate(Console.WriteLine)).ExecuteAsync().Task);
        Task.WhenAll(all).GetAwaiter().GetResult();
        Console.WriteLine("done");
    }
}
