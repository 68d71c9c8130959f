using System.Globalization;
using System.Reflection;
using Pipeline.Sdk.Benchmarks;

// Figures as ratios to a baseline that is measured in the same run, in turn, so that a machine that slows down slows both.
// Usage: dotnet run --project tests/Pipeline.Sdk.Benchmarks [pairs]
var pairs = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 21;
var root = Repository.Root();
var bare = typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "Bare").Value ?? "";

var list = new Command("sh", [Path.Combine(root, "build.sh"), "--list"], root);
var baseline = new Command("dotnet", [bare], root);

Console.WriteLine($"commit {Repository.Commit(root)}, {Environment.ProcessorCount} cores, {Repository.Processor()}, .NET {Environment.Version}, {pairs} pairs in turn after one warm-up");
Console.WriteLine();
Console.WriteLine("case                                        median      min–max    baseline     ratio   min–max      goal");
Figure.Measure("./build.sh --list, nothing changed", list, baseline, pairs).Write(goal: "<= 2.0");
Console.WriteLine();
Console.WriteLine($"methods JIT-compiled by it: {JitCount.Of(list)} (a bare program: {JitCount.Of(baseline)}); the same from run to run");
return 0;
