namespace Pipeline.Sdk.Benchmarks.Cases;

/// <summary>What an edge of a large graph costs, to one of a graph of 1,000 targets in 10 layers: 1 is linear.</summary>
/// <param name="name">For the table.</param>
/// <param name="shape">The large graph.</param>
/// <param name="ofMemory">Memory, or else time.</param>
internal sealed class Growth(string name, string shape, bool ofMemory) : ICase
{
    private const string Small = "1000x10x3";
    private const string None = "1x1x0";

    public string Name => name;

    public string Peers => "NUKE quadratic; Bullseye exponential in depth";

    public Reading Measure(Workshop workshop)
    {
        var found = Measured.InTurn(Math.Max(2, workshop.Rounds / 3), Of(None), Of(Small), Of(shape));
        var (none, small, large) = (found[0].Median, found[1].Median, found[2].Median);
        var growth = (large - none) / Edges(shape) / ((small - none) / Edges(Small));
        var text = ofMemory ? $"{small:0} MB, {large:0} MB" : $"{small * 1000:0} ms, {large * 1000:0} ms";
        return new Reading(growth, 1.5, "0.00", "", text);

        Func<double> Of(string graph) => ofMemory ? () => workshop.Memory(graph, "All") : () => workshop.Start(graph, "All").Run();
    }

    private static double Edges(string shape)
    {
        var numbers = shape.Split('x').Select(number => int.Parse(number, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        var width = numbers[0] / numbers[1];
        return ((numbers[0] - width) * numbers[2]) + width;
    }
}
