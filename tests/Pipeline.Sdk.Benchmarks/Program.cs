using System.Globalization;
using Pipeline.Sdk.Benchmarks;
using Pipeline.Sdk.Benchmarks.Cases;

// Every figure is a ratio to a baseline that is measured in the same run, in turn, so that a machine that slows down slows both.
// Usage: dotnet run --configuration Release --project tests/Pipeline.Sdk.Benchmarks [--quick] [--only CLASS], where CLASS begins the name of cases in Cases/.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is [Processes.Mode])
{
    Processes.RunAll();
    return 0;
}

var rounds = args.Contains("--quick") ? 3 : 15;
var root = Repository.Root();
ICase[] cases =
[
    new NoOp(isShared: false), new NoOp(isShared: true), new JitMethods(), new OwnList(args.Contains("--quick")), new EditedLine(), new Thousand(), new Generate(), new Waiting(), new Processes(),
    new Growth("10,000 no-op targets, time per edge to 1,000", "10000x10x3", ofMemory: false),
    new Growth("the same, memory per edge", "10000x10x3", ofMemory: true),
    new Growth("1,000 targets in 200 layers, time per edge", "1000x200x3", ofMemory: false),
    new Growth("the same, memory per edge", "1000x200x3", ofMemory: true),
    new PeakMemory(), new ImportedTargets(), new AnalyzerCost(),
    new Stored(), new StoredToOthers("turbo"), new StoredToOthers("make -r"), new StoredEdit(), new StoredFiles(), new StoredRestore(),
];

using var workshop = new Workshop(root, rounds);
Console.WriteLine($"commit {Repository.Commit(root)}, {Environment.ProcessorCount} cores, {Repository.Processor()}, .NET {Environment.Version}, {rounds} rounds in turn after one warm-up");
Console.WriteLine();
Console.WriteLine("| case | reach | value | | min–max | | peers (given) |");
Console.WriteLine("|---|---|---|---|---|---|---|");
var exitCode = 0;
var only = Array.IndexOf(args, "--only") is >= 0 and var index && index + 1 < args.Length ? args[index + 1] : "";
foreach (var item in cases.Where(item => item.GetType().Name.StartsWith(only, StringComparison.Ordinal)))
{
    try
    {
        var reading = item.Measure(workshop);
        var verdict = double.IsNaN(reading.Value) ? "not measured" : double.IsInfinity(reading.Reach) ? "" : reading.Value <= reading.Reach ? "PASS" : "MISS";
        var reach = double.IsInfinity(reading.Reach) ? "" : $"≤ {reading.Reach}";
        Console.WriteLine($"| {item.Name} | {reach} | {reading.Value.ToString(reading.Format, CultureInfo.InvariantCulture)} | {verdict} | {reading.Spread} | {reading.Remark} | {item.Peers} |");
    }
    catch (InvalidOperationException error)
    {
        Console.WriteLine($"| {item.Name} | | did not run | | | {error.Message.ReplaceLineEndings(" ")} | |");
        exitCode = 1;
    }
}

return exitCode;
