using System.Globalization;
using Pipeline.Sdk;
using Pipeline.Sdk.Benchmarks.Fixture;

// The build program of the repository that the benchmarks make. The first word says which pipeline it is: real, wait, sleep, packages, many, large, workflow, or a shape like 1000x10x3.
// Without such a word, as build.sh asks a program that it has compiled ahead of time, it is real.
var named = args is [var first, ..] && !first.StartsWith('-');
var pipeline = named ? args[0] : "real";
var build = PipelineBuilder.Create(named ? args[1..] : args);
switch (pipeline)
{
    case "real":
        RealPipeline.AddTo(build);
        break;
    case "wait":
        Graphs.Independent(build, 20, run => Thread.Sleep(200));
        break;
    case "workflow":
        Workflows.AddTo(build, 500, 60);
        break;
    case "sleep":
        Graphs.Independent(build, 20, async run => await run.Tool("sleep", "0.2"));
        break;
    case "packages":
        Packages.AddTo(build, 100);
        break;
    case "many":
        Packages.Many(build);
        break;
    case "large":
        Packages.Large(build);
        break;
    default:
        // 1000x10x3: a thousand targets in ten layers, each with three dependencies in the layer before.
        var shape = pipeline.Split('x');
        Graphs.Layered(build, Number(0), Number(1), Number(2));
        break;

        int Number(int index) => int.Parse(shape[index], CultureInfo.InvariantCulture);
}

var exitCode = build.Run();

// VmHWM of proc(5): nobody can ask for it from outside once the process has ended.
if (Environment.GetEnvironmentVariable("BENCHMARK_MEMORY") is { } file)
    File.WriteAllText(file, File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]);
return exitCode;
