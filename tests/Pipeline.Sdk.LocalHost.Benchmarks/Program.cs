using System.Globalization;
using Pipeline.Sdk.Benchmarks;
using Pipeline.Sdk.LocalHost.Benchmarks;

// The router against a bare YARP in front of the same instance, with the same wrk line, in turn; and what a switch and a deployment's steps cost.
// Usage: dotnet run --configuration Release --project tests/Pipeline.Sdk.LocalHost.Benchmarks [--quick]
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is ["--bare-yarp", var port, var destination])
    return await BareYarp.RunAsync(int.Parse(port, CultureInfo.InvariantCulture), destination);

var isQuick = args.Contains("--quick");
var (rounds, seconds) = isQuick ? (1, 1) : (9, 4);
if (!File.Exists(Wrk.Program))
{
    Console.WriteLine("wrk is not installed: the router's figures are left out. ./build.sh TestTools installs it as root on Debian.");
    return 0;
}

Console.WriteLine($"commit {Repository.Commit(Repository.Root())}, {Environment.ProcessorCount} cores, .NET {Environment.Version}, {rounds} rounds in turn after one warm-up, wrk {Wrk.Line(seconds)}");
Console.WriteLine();
await using var stage = await RouterStage.StartAsync();
using var bare = BareYarp.Start(stage.Instance);
await BareYarp.WaitAsync(bare.Url);
using var haproxy = File.Exists(HaProxy.Program) ? HaProxy.Start(stage.Instance) : null;
if (haproxy is null)
    Console.WriteLine("HAProxy is not installed: its figures are left out. ./build.sh TestTools installs it as root on Debian.\n");
else
    await BareYarp.WaitAsync(haproxy.Url);

var direct = new List<WrkFigures>();
var (ours, yarp, known) = (new List<WrkFigures>(), new List<WrkFigures>(), new List<WrkFigures>());
for (var round = -1; round < rounds; round++)
{
    var (a, b, c) = (Wrk.Run(stage.Url, seconds), Wrk.Run(bare.Url, seconds), Wrk.Run(stage.Instance, seconds));
    var d = haproxy is null ? null : Wrk.Run(haproxy.Url, seconds);
    if (round < 0)
        continue;
    if (d is not null)
        known.Add(d);
    ours.Add(a);
    yarp.Add(b);
    direct.Add(c);
}

Console.WriteLine("| through | requests/s | p50 ms | p99 ms | failed |");
Console.WriteLine("|---|---|---|---|---|");
(string, List<WrkFigures>)[] rows = [("the local host", ours), ("bare YARP", yarp), .. haproxy is null ? [] : ((string, List<WrkFigures>)[])[(HaProxy.Version(), known)], ("nothing", direct)];
foreach (var (name, figures) in rows)
    Console.WriteLine($"| {name} | {Of(figures, run => run.RequestsPerSecond).Median:0} | {Of(figures, run => run.Median).Median:0.00} | {Of(figures, run => run.P99).Median:0.00} | {figures.Sum(run => run.Failed)} |");
Console.WriteLine();

Verdict("requests/s, × bare YARP", Of(ours, run => run.RequestsPerSecond).Over(Of(yarp, run => run.RequestsPerSecond)), 0.95, isLeast: true);
Verdict("p50, × bare YARP", Of(ours, run => run.Median).Over(Of(yarp, run => run.Median)), 1.1, isLeast: false);
Verdict("p99, × bare YARP", Of(ours, run => run.P99).Over(Of(yarp, run => run.P99)), double.NaN, isLeast: false);
if (haproxy is not null)
{
    Verdict("requests/s, × HAProxy", Of(ours, run => run.RequestsPerSecond).Over(Of(known, run => run.RequestsPerSecond)), double.NaN, isLeast: true);
    Verdict("p50, × HAProxy", Of(ours, run => run.Median).Over(Of(known, run => run.Median)), double.NaN, isLeast: false);
    Verdict("p99, × HAProxy", Of(ours, run => run.P99).Over(Of(known, run => run.P99)), double.NaN, isLeast: false);
}

var switches = await stage.SwitchUnderLoadAsync(isQuick ? 20 : 200);
Console.WriteLine($"{switches.Count} switches under load: p50 {switches[switches.Count / 2].TotalMilliseconds:0.00} ms, p99 {switches[switches.Count * 99 / 100].TotalMilliseconds:0.00} ms; {stage.LoadText}");
return 0;

static Measured Of(List<WrkFigures> runs, Func<WrkFigures, double> figure) => new([.. runs.Select(figure)]);

static void Verdict(string what, Measured ratio, double reach, bool isLeast) => Console.WriteLine(
    double.IsNaN(reach)
        ? $"     {what}: {ratio.Median:0.00} ({ratio.Spread()})"
        : $"{((isLeast ? ratio.Median >= reach : ratio.Median <= reach) ? "PASS" : "MISS")} {what}: {ratio.Median:0.00} ({ratio.Spread()}), reach {reach:0.##}");
