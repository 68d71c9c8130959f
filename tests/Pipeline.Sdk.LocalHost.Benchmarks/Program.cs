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

var count = isQuick ? 20 : 200;
var (pressed, full) = await stage.SwitchUnderLoadAsync(count, TimeSpan.FromMilliseconds(20), () => Wrk.Run(stage.Url, Math.Max(2, count / 20)));
Console.WriteLine($"     {count} switches while wrk takes all processors: p50 {Milliseconds(pressed, 50)}, p99 {Milliseconds(pressed, 99)}; {full.Failed} failed at {full.RequestsPerSecond:0} requests/s");
if (!File.Exists(Hey.Program))
{
    Console.WriteLine("hey is not installed: switches under a paced load are left out. ./build.sh TestTools installs it as root on Debian.");
    return 0;
}

var (switches, paced) = await stage.SwitchUnderLoadAsync(count, TimeSpan.FromMilliseconds(250), () => Hey.Run(stage.Url, (count / 4) + 2));
var isReached = paced.Failed == 0 && switches[count * 99 / 100].TotalMilliseconds < 10 && (isQuick || paced.Good >= 100_000);
Console.WriteLine($"{(isReached ? "PASS" : "MISS")} {count} switches under hey {Hey.Line((count / 4) + 2)}: p50 {Milliseconds(switches, 50)}, p99 {Milliseconds(switches, 99)}, reach 10; {paced.Failed} of {paced.Good + paced.Failed} requests failed, reach 0 of 100,000");
return 0;

static string Milliseconds(List<TimeSpan> sorted, int percentile) => $"{sorted[sorted.Count * percentile / 100].TotalMilliseconds:0.00} ms";

static Measured Of(List<WrkFigures> runs, Func<WrkFigures, double> figure) => new([.. runs.Select(figure)]);

static void Verdict(string what, Measured ratio, double reach, bool isLeast) => Console.WriteLine(
    double.IsNaN(reach)
        ? $"     {what}: {ratio.Median:0.00} ({ratio.Spread()})"
        : $"{((isLeast ? ratio.Median >= reach : ratio.Median <= reach) ? "PASS" : "MISS")} {what}: {ratio.Median:0.00} ({ratio.Spread()}), reach {reach:0.##}");
