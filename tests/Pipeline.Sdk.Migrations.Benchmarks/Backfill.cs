using System.Diagnostics;
using Pipeline.Sdk.Benchmarks;

namespace Pipeline.Sdk.Migrations.Benchmarks;

/// <summary>A batched script against one hand-written UPDATE of the same rows, and what readers notice of it.</summary>
internal static class Backfill
{
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(2);

    /// <param name="place">Where.</param>
    /// <param name="rows">The rows of the table.</param>
    /// <param name="rounds">How often.</param>
    /// <param name="readersAtOnce">How many readers of PostgreSQL there are: one looks 200 times a second, several as fast as they can. SQLite has one, within this process.</param>
    /// <returns>
    /// The time of the backfill over that of the UPDATE; readers' p99 beside the backfill and beside the UPDATE, each over theirs when nothing else happens; and the time of the
    /// backfill beside the readers over that of the UPDATE beside them.
    /// </returns>
    public static async Task<(double Ratio, double ReadersRatio, double ReadersByHand, double RatioBeside)> MeasureAsync(Place place, int rows, int rounds, int readersAtOnce)
    {
        // A percentile needs as many looks as it does idle: a backfill of less than two seconds would show its worst look instead.
        var readersRows = place.IsPostgres ? rows : rows * 5;
        var folder = Directory.CreateTempSubdirectory("pipeline-bench-fill-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "V1__numbers.sql"), Numbers(place, rows));
            var (byHand, batched, readers, readersByHand, beside) = (new List<double>(), new List<double>(), new List<double>(), new List<double>(), new List<double>());
            for (var round = 0; round < rounds; round++)
            {
                var one = await PrepareAsync(place, folder);
                byHand.Add(Time(() => Execute(place, one, "UPDATE numbers SET doubled = id * 2 WHERE doubled = 0")));
                place.Drop(one);

                var two = await PrepareAsync(place, folder);
                var fill = Path.Combine(folder, "V2__fill.sql");
                File.WriteAllText(fill, "-- pipeline: batch table=numbers key=id size=20000\nUPDATE numbers SET doubled = id * 2 WHERE id BETWEEN :from AND :to AND doubled = 0");
                batched.Add(Time(() => Migrate(place, folder, two)));
                place.Drop(two);

                File.Delete(fill);
                File.WriteAllText(Path.Combine(folder, "V1__numbers.sql"), Numbers(place, readersRows));

                // Readers take one of two processors from whoever works, so they are measured in a run of their own.
                var three = await PrepareAsync(place, folder);
                File.WriteAllText(fill, "-- pipeline: batch table=numbers key=id size=20000\nUPDATE numbers SET doubled = id * 2 WHERE id BETWEEN :from AND :to AND doubled = 0");
                var idle = await P99Async(three, () => Task.Delay(Idle));
                var ours = 0.0;
                var busy = await P99Async(three, () => Task.Run(() => ours = Time(() => Migrate(place, folder, three))));
                readers.Add(busy / idle);
                place.Drop(three);

                // What the server itself does to readers of this machine when nothing of ours runs.
                File.Delete(fill);
                var four = await PrepareAsync(place, folder);
                var quiet = await P99Async(four, () => Task.Delay(Idle));
                var theirs = 0.0;
                readersByHand.Add(await P99Async(four, () => Task.Run(() => theirs = Time(() => Execute(place, four, "UPDATE numbers SET doubled = id * 2 WHERE doubled = 0")))) / quiet);
                beside.Add(ours / theirs);
                place.Drop(four);
                File.WriteAllText(Path.Combine(folder, "V1__numbers.sql"), Numbers(place, rows));
            }

            Console.WriteLine($"readers' p99 busy / idle, round by round: {string.Join(' ', readers.Select(ratio => ratio.ToString("F2", System.Globalization.CultureInfo.InvariantCulture)))}");
            Console.WriteLine($"backfill / one UPDATE, round by round: {string.Join(' ', batched.Zip(byHand, (a, b) => (a / b).ToString("F2", System.Globalization.CultureInfo.InvariantCulture)))}");
            return (new Measured([.. batched.Zip(byHand, (a, b) => a / b)]).Median, new Measured([.. readers]).Median, new Measured([.. readersByHand]).Median, new Measured([.. beside]).Median);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        Task<double> P99Async(string connection, Func<Task> meanwhile) => place.IsPostgres
            ? PgbenchReaders.P99Async(connection, readersRows, readersAtOnce, meanwhile)
            : Readers.P99Async(place, connection, readersRows, meanwhile);
    }

    private static string Numbers(Place place, int rows) => place.IsPostgres
        ? $"CREATE TABLE numbers (id bigint PRIMARY KEY, doubled bigint NOT NULL DEFAULT 0, name text); INSERT INTO numbers (id, name) SELECT i, 'name ' || i FROM generate_series(1, {rows}) i"
        : $"CREATE TABLE numbers (id INTEGER PRIMARY KEY, doubled INTEGER NOT NULL DEFAULT 0, name TEXT); WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {rows}) INSERT INTO numbers (id, name) SELECT i, 'name ' || i FROM n";

    private static async Task<string> PrepareAsync(Place place, string folder)
    {
        var connection = place.NewDatabase();
        await new Migrator().MigrateAsync(MigrationFolder.Load(folder), place.Migrated(connection), new MigrationRun(), _ => { });
        Execute(place, connection, place.IsPostgres ? "VACUUM ANALYZE numbers; CHECKPOINT" : "PRAGMA wal_checkpoint(TRUNCATE)");
        return connection;
    }

    private static void Migrate(Place place, string folder, string connection) =>
        Task.Run(() => new Migrator().MigrateAsync(MigrationFolder.Load(folder), place.Migrated(connection), new MigrationRun(), _ => { })).GetAwaiter().GetResult();

    private static void Execute(Place place, string connection, string sql)
    {
        using var opened = place.Open(connection);
        foreach (var statement in sql.Split("; "))
        {
            using var command = opened.CreateCommand();
            command.CommandTimeout = 0;
            command.CommandText = statement;
            command.ExecuteNonQuery();
        }
    }

    private static double Time(Action work)
    {
        var started = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
