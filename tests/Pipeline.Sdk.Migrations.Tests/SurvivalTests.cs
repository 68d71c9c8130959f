using System.Diagnostics;

namespace Pipeline.Sdk.Migrations.Tests;

public abstract class SurvivalTests(DatabaseEngine engine, PostgresServer server) : EngineTests(engine, server)
{
    private static readonly System.Collections.Concurrent.ConcurrentDictionary<DatabaseEngine, (string Schema, string Data)> Calm = [];

    public static TheoryData<string> Moments { get; } = new("open", "script V2", "commit V2", "committed V2", "script V3", "range V3", "script V4", "statement 0", "statement-done 0", "statement 1", "statement-done 1", "commit V4");

    [Theory]
    [MemberData(nameof(Moments))]
    public async Task A_migrator_that_is_killed_at_any_moment_leaves_no_lock_and_the_next_run_ends_where_it_would_have(string moment)
    {
        await using var bench = await NewAsync();
        Scripts(bench);
        await Migrators.KillAtAsync(bench, moment);

        var started = Stopwatch.GetTimestamp();
        var database = bench.Database(options => options with { LockTimeout = TimeSpan.FromSeconds(1) }, options => options with { LockTimeout = TimeSpan.FromSeconds(1) });
        await bench.MigrateAsync(database);
        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(20), "The rerun took too long.");

        Assert.Equal(await CalmAsync(), await bench.HashAsync());
        Assert.Equal("4", await bench.ScalarAsync($"SELECT count(*) FROM {bench.HistoryTable} WHERE progress IS NULL"));
        Assert.Empty((await bench.MigrateAsync()).Applied);
    }

    [Fact]
    public async Task The_lock_of_a_killed_migrator_that_was_at_work_is_free_within_a_second()
    {
        await using var bench = await NewAsync();
        bench.Script("V1__kept.sql", "CREATE TABLE kept (id INTEGER)");
        await bench.MigrateAsync();
        var before = await bench.HashAsync();
        bench.Script("V2__endless.sql", "INSERT INTO kept VALUES (1);\nWITH RECURSIVE forever (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM forever WHERE n < 2000000000) SELECT max(n) FROM forever");
        using var child = Migrators.Start(bench);
        await Migrators.LineAsync(child, "Applying V2__endless.sql");
        await Migrators.UntilAsync(async () => (await Assert.ThrowsAnyAsync<Exception>(() => bench.MigrateAsync(bench.Database(
            options => options with { LockTimeout = TimeSpan.Zero }, options => options with { LockTimeout = TimeSpan.Zero })))) is StepFailedException { Code: "PIPE0730" }, "the lock is held");
        child.Kill();
        await child.WaitForExitAsync();

        bench.Without("V2__endless.sql");
        var started = Stopwatch.GetTimestamp();
        await bench.MigrateAsync();
        var waited = Stopwatch.GetElapsedTime(started);
        Assert.True(waited < TimeSpan.FromSeconds(1), $"The lock was free after {waited.TotalMilliseconds} ms.");
        Assert.Equal(before, await bench.HashAsync());
    }

    [Theory]
    [InlineData(2)]
    [InlineData(10)]
    public async Task Of_many_migrators_at_once_each_script_is_applied_by_one(int count)
    {
        await using var bench = await NewAsync();
        Scripts(bench);
        for (var i = 10; i < 30; i++) bench.Script($"V{i}__insert.sql", $"INSERT INTO numbers VALUES ({1000 + i}, 0)");
        var reports = await Task.WhenAll(Enumerable.Range(0, count).Select(_ => Task.Run(() => bench.MigrateAsync(bench.With(TransactionMode.PerMigration)))));

        Assert.Equal(24, reports.SelectMany(report => report.Applied).Select(entry => entry.Version).Distinct().Count());
        Assert.Equal(24, reports.Sum(report => report.Applied.Length));
        Assert.Equal("520", await bench.ScalarAsync("SELECT count(*) FROM numbers"));
    }

    [Fact]
    public async Task A_waiting_migrator_says_who_holds_the_lock_and_goes_on_when_it_is_free()
    {
        await using var bench = await NewAsync();
        bench.Script("V1__a.sql", "CREATE TABLE a (id INTEGER)");
        await bench.MigrateAsync();
        bench.Script("V2__b.sql", "CREATE TABLE b (id INTEGER)");
        var holder = await bench.Database().OpenAsync(new MigrationRun { AppliedBy = "grace", RunId = "run-7" }, _ => { }, CancellationToken.None);
        Task<MigrationReport> waiting;
        await using (holder)
        {
            waiting = bench.MigrateAsync();
            await Migrators.UntilAsync(() => Task.FromResult(bench.Log.ToArray().Any(line => line.StartsWith("Waiting", StringComparison.Ordinal))), "the migrator waits");
            Assert.False(waiting.IsCompleted);
        }

        Assert.Single((await waiting).Applied);
        var line = bench.Log.First(line => line.StartsWith("Waiting", StringComparison.Ordinal));
        Assert.Contains(bench.IsPostgres ? "pipeline-migrate grace run-7 (process " : File.Exists("/proc/locks") ? "this process" : "another", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backfill_goes_on_where_it_was_and_changes_every_row_once()
    {
        await using var bench = await NewAsync();
        Scripts(bench);
        await Migrators.KillAtAsync(bench, "range V3");
        await bench.MigrateAsync();

        Assert.Equal("500|500", await bench.ScalarAsync("SELECT count(*) || '|' || sum(doubled) FROM numbers"));
        Assert.Equal("1", await bench.ScalarAsync($"SELECT count(*) FROM {bench.EventTable} WHERE action = 'resumed' AND migration = 'V3'"));
    }

    [Fact]
    public async Task A_script_that_was_edited_while_it_is_half_applied_is_found_and_can_be_begun_anew()
    {
        await using var bench = await NewAsync();
        Scripts(bench);
        await Migrators.KillAtAsync(bench, "statement 1");
        bench.Script("V4__alone.sql", bench.IsPostgres ? "-- pipeline: no-transaction\nANALYZE numbers" : "-- pipeline: no-transaction\nPRAGMA optimize");
        Assert.Equal("PIPE0718", (await bench.FailAsync()).Code);

        await new Migrator().RepairAsync(bench.Load(), bench.Database(), [4], "its first form was too slow", new MigrationRun { AppliedBy = "ada" }, _ => { });
        Assert.Single((await bench.MigrateAsync()).Applied);
    }

    // What the scripts give when nobody is killed.
    private async Task<(string Schema, string Data)> CalmAsync()
    {
        if (Calm.TryGetValue(Engine, out var known)) return known;

        await using var calm = await NewAsync();
        Scripts(calm);
        await calm.MigrateAsync();
        return Calm[Engine] = await calm.HashAsync();
    }

    // A transaction, a backfill, and a script that cannot be in a transaction.
    private static void Scripts(Bench bench) => bench
        .Script("V1__numbers.sql", "CREATE TABLE numbers (id INTEGER PRIMARY KEY, doubled INTEGER NOT NULL DEFAULT 0)")
        .Script("V2__fill.sql", "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500) INSERT INTO numbers (id) SELECT i FROM n")
        .Script("V3__backfill.sql", "-- pipeline: batch table=numbers key=id size=100\nUPDATE numbers SET doubled = doubled + 1 WHERE id BETWEEN :from AND :to")
        .Script("V4__alone.sql", bench.IsPostgres
            ? "-- pipeline: no-transaction\nCREATE INDEX CONCURRENTLY numbers_doubled ON numbers (doubled);\nVACUUM numbers"
            : "-- pipeline: no-transaction\nVACUUM;\nPRAGMA journal_mode = WAL");
}

[Trait("Category", "Integration")]
public sealed class SqliteSurvivalTests(PostgresServer server) : SurvivalTests(DatabaseEngine.Sqlite, server);

[Trait("Category", "Integration")]
public sealed class PostgresSurvivalTests(PostgresServer server) : SurvivalTests(DatabaseEngine.Postgres, server);
