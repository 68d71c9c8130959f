using System.Globalization;
using Pipeline.Sdk.Benchmarks;
using Pipeline.Sdk.Migrations.Benchmarks;
using Pipeline.Sdk.Migrations;

// Figures of the migrator as ratios to sqlite3, psql and a hand-written UPDATE, and to three libraries, measured in the same run, in turn.
// Usage: dotnet run --configuration Release --project tests/Pipeline.Sdk.Migrations.Benchmarks [--quick] [--sqlite | --postgres] [--scripts | --backfill] [--rounds N] [--readers N]
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var isQuick = args.Contains("--quick");
var (scripts, rounds, rows) = isQuick ? (200, 1, 50_000) : (1000, 5, 1_000_000);
if (Array.IndexOf(args, "--rounds") is >= 0 and var at) rounds = int.Parse(args[at + 1], CultureInfo.InvariantCulture);
int[]? given = Array.IndexOf(args, "--readers") is >= 0 and var named ? [int.Parse(args[named + 1], CultureInfo.InvariantCulture)] : null;
Console.WriteLine($"commit {Repository.Commit(Repository.Root())}, {Environment.ProcessorCount} cores, .NET {Environment.Version}, {scripts} scripts, {rows:N0} rows, {rounds} rounds in turn after one warm-up");

var (hasScripts, hasBackfill) = (!args.Contains("--backfill"), !args.Contains("--scripts"));
foreach (var engine in (DatabaseEngine[])[DatabaseEngine.Sqlite, DatabaseEngine.Postgres])
{
    if (args.Contains(engine == DatabaseEngine.Sqlite ? "--postgres" : "--sqlite")) continue;

    Console.WriteLine();
    if (engine == DatabaseEngine.Postgres && PostgresPrograms.Find("initdb") is null)
    {
        Console.WriteLine("PostgreSQL is not installed: its figures are left out. ./build.sh TestTools installs it as root on Debian.");
        continue;
    }

    await using var place = await Place.NewAsync(engine);
    if (hasScripts)
    {
        var folder = place.WriteScripts(scripts);
        Console.WriteLine($"{engine}: {scripts} small scripts on an empty database, a transaction each; {place.Durability()}");
        Console.WriteLine();
        Console.WriteLine("| with | ms | × by hand | min–max |");
        Console.WriteLine("|---|---|---|---|");
        var tools = Tools.All(place, folder);
        var times = Measured.InTurn(rounds, [.. tools.Select(tool => (Func<double>)(() => tool.Run()))]);
        foreach (var (tool, time) in tools.Zip(times))
        {
            var ratio = time.Over(times[0]);
            Console.WriteLine($"| {tool.Name} | {time.Median * 1000:0} | {ratio.Median:0.00} | {ratio.Spread()} |");
        }

        var ours = times[1].Over(times[0]).Median;
        var fastest = times.Skip(2).Min(time => time.Median);
        Verdict($"{scripts} scripts, × the same transactions by hand", ours, 1.3);
        Verdict($"{scripts} scripts, × the fastest of the three libraries", times[1].Median / fastest, 1.0);

        var (connecting, nothing) = Nothing.Measure(place, folder, rounds * 5);
        Verdict($"{scripts} applied, nothing pending, ms over connecting (with reading the folder)", Math.Max(0, nothing.Median - connecting.Median) * 1000, 50);
    }

    if (!hasBackfill) continue;

    Console.WriteLine($"{engine}: backfill; {place.Durability()}");
    foreach (var readers in engine == DatabaseEngine.Postgres ? given ?? [1, 4, 16] : [1])
    {
        var backfill = await Backfill.MeasureAsync(place, rows, rounds, readers);
        var who = readers == 1 ? "one reader, 200 looks a second" : $"{readers} readers as fast as they can";
        Verdict($"backfill of {rows:N0} rows, time × one UPDATE (1.25 is 80 % of its rows/s)", backfill.Ratio, 1.25);
        Verdict($"readers' p99 meanwhile, × idle ({who})", backfill.ReadersRatio, 2);
        Console.WriteLine($"     readers' p99 beside that one UPDATE by hand, × idle: {backfill.ReadersByHand:0.00}; time of the backfill beside readers, × that UPDATE beside them: {backfill.RatioBeside:0.00}");
    }
}

return 0;

static void Verdict(string what, double value, double reach) => Console.WriteLine($"{(value <= reach ? "PASS" : "MISS")} {what}: {value:0.00}, reach {reach:0.##}");
