namespace Pipeline.Sdk.Migrations.Tests;

public abstract class LifecycleTests(DatabaseEngine engine, PostgresServer server) : EngineTests(engine, server)
{
    [Fact]
    public async Task Scripts_are_applied_once_in_order_and_listed_with_who_what_and_when()
    {
        await using var bench = await NewAsync();
        bench.Script("V1__orders.sql", "CREATE TABLE orders (id INTEGER PRIMARY KEY)").Script("V2__total.sql", "ALTER TABLE orders ADD COLUMN total INTEGER");
        var first = await bench.MigrateAsync();
        var second = await bench.MigrateAsync();

        Assert.Equal((2, 2, 0, 2), (first.Applied.Length, (int)first.SchemaVersion, second.Applied.Length, second.AlreadyApplied));
        Assert.Equal(
            $"V2|versioned|2|total|{first.Applied[1].Checksum}|migrate|applied|run-1|ada",
            await bench.ScalarAsync($"SELECT id || '|' || kind || '|' || version || '|' || name || '|' || checksum || '|' || phase || '|' || how || '|' || run_id || '|' || applied_by FROM {bench.HistoryTable} WHERE version = 2"));
    }

    [Fact]
    public async Task A_failure_at_each_statement_leaves_schema_and_data_as_they_were()
    {
        await using var bench = await NewAsync();
        bench.Script("V1__orders.sql", "CREATE TABLE orders (id INTEGER PRIMARY KEY, name TEXT); INSERT INTO orders VALUES (1, 'kept')");
        await bench.MigrateAsync();
        var before = await bench.HashAsync();
        string[] good = ["CREATE TABLE invoices (id INTEGER)", "ALTER TABLE orders ADD COLUMN total INTEGER", "UPDATE orders SET name = 'changed'", "INSERT INTO orders (id) VALUES (2)", "CREATE INDEX orders_name ON orders (name)"];
        for (var failing = 0; failing <= good.Length; failing++)
        {
            var statements = good.ToList();
            statements.Insert(failing, "INSERT INTO no_such_table VALUES (1)");
            bench.Script("V2__bad.sql", string.Join(";\n", statements));
            var failure = await bench.FailAsync();

            Assert.Equal("PIPE0720", failure.Code);
            Assert.StartsWith($"V2__bad.sql({failing + 1}): ", failure.Message, StringComparison.Ordinal);
            Assert.Equal(before, await bench.HashAsync());
        }

        Assert.Equal("1", await bench.ScalarAsync($"SELECT count(*) FROM {bench.HistoryTable}"));
    }

    [Theory]
    [InlineData(TransactionMode.PerMigration, "1")]
    [InlineData(TransactionMode.AllPending, "0")]
    public async Task What_a_failing_script_leaves_of_the_others_is_chosen(TransactionMode mode, string kept)
    {
        await using var bench = await NewAsync();
        bench.Script("V1__base.sql", "CREATE TABLE base (id INTEGER)");
        await bench.MigrateAsync();
        bench.Script("V2__good.sql", "INSERT INTO base VALUES (1)").Script("V3__bad.sql", "INSERT INTO base VALUES (2); SELEKT 1");
        var failure = await bench.FailAsync(bench.With(mode));

        Assert.Equal(kept, await bench.ScalarAsync("SELECT count(*) FROM base"));
        Assert.Contains(mode == TransactionMode.AllPending ? "Nothing was applied." : "The script before it stays applied; of this one nothing is.", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Repeatable_scripts_run_after_the_versions_and_again_when_they_change()
    {
        await using var bench = await NewAsync();
        bench.Script("V1__orders.sql", "CREATE TABLE orders (id INTEGER)").Script("R__live.sql", "DROP VIEW IF EXISTS live; CREATE VIEW live AS SELECT id FROM orders");
        Assert.Equal(["orders", "live"], (await bench.MigrateAsync()).Applied.Select(entry => entry.Name));
        Assert.Empty((await bench.MigrateAsync()).Applied);

        bench.Script("R__live.sql", "DROP VIEW IF EXISTS live; CREATE VIEW live AS SELECT id + 1 AS next FROM orders");
        Assert.Equal("live", Assert.Single((await bench.MigrateAsync()).Applied).Name);
        Assert.Equal("1", await bench.ScalarAsync($"SELECT count(*) FROM {bench.EventTable} WHERE action = 'reapplied' AND migration = 'R:live'"));
    }

    [Fact]
    public async Task Seeds_are_of_every_environment_or_of_one()
    {
        await using var bench = await NewAsync();
        bench.Script("V1__t.sql", "CREATE TABLE t (name TEXT PRIMARY KEY)")
            .Script("seed/S1__countries.sql", "INSERT INTO t VALUES ('country') ON CONFLICT DO NOTHING")
            .Script("seed/staging/S1__demo.sql", "INSERT INTO t VALUES ('demo') ON CONFLICT DO NOTHING")
            .Script("seed/production/S1__real.sql", "INSERT INTO t VALUES ('real') ON CONFLICT DO NOTHING");
        await bench.MigrateAsync(bench.Database(options => options with { Environment = "staging" }, options => options with { Environment = "staging" }));

        Assert.Equal("2", await bench.ScalarAsync("SELECT count(*) FROM t WHERE name IN ('country', 'demo')"));
        Assert.Equal("2", await bench.ScalarAsync("SELECT count(*) FROM t"));
    }

    [Fact]
    public async Task A_new_database_takes_the_short_way_of_the_newest_baseline()
    {
        await using var bench = await NewAsync();
        bench.Script("V1__a.sql", "CREATE TABLE never (id INTEGER)").Script("V2__b.sql", "ALTER TABLE never ADD COLUMN x INTEGER")
            .Script("B2__all.sql", "CREATE TABLE short_way (id INTEGER)").Script("V3__c.sql", "ALTER TABLE short_way ADD COLUMN y INTEGER");
        var report = await bench.MigrateAsync();

        Assert.Equal((3, 2), ((int)report.SchemaVersion, report.Applied.Length));
        Assert.Equal("2", await bench.ScalarAsync($"SELECT count(*) FROM {bench.HistoryTable} WHERE how = 'baseline'"));
        Assert.Empty((await bench.MigrateAsync()).Applied);
    }

    [Fact]
    public async Task A_database_that_others_have_filled_is_refused_until_it_is_taken_over()
    {
        await using var bench = await NewAsync();
        await bench.ExecuteAsync("CREATE TABLE orders (id INTEGER)");
        bench.Script("V1__orders.sql", "CREATE TABLE orders (id INTEGER)").Script("V2__total.sql", "ALTER TABLE orders ADD COLUMN total INTEGER");
        Assert.Equal("PIPE0717", (await bench.FailAsync()).Code);

        await new Migrator().BaselineAsync(bench.Load(), bench.Database(), 1, new MigrationRun(), _ => { });
        Assert.Equal("total", Assert.Single((await bench.MigrateAsync()).Applied).Name);
    }

    [Fact]
    public async Task Down_scripts_lead_back_and_a_backup_is_taken_and_opened_first()
    {
        await using var bench = await NewAsync();
        bench.Script("V1__a.up.sql", "CREATE TABLE a (id INTEGER)").Script("V1__a.down.sql", "DROP TABLE a");
        await bench.MigrateAsync();
        var before = await bench.HashAsync();
        bench.Script("V2__b.up.sql", "CREATE TABLE b (id INTEGER); INSERT INTO b VALUES (1)").Script("V2__b.down.sql", "DROP TABLE b")
            .Script("V3__c.up.sql", "ALTER TABLE a ADD COLUMN c INTEGER").Script("V3__c.down.sql", "ALTER TABLE a DROP COLUMN c");
        await bench.MigrateAsync();
        var report = await bench.DownAsync(1);

        Assert.Equal([3, 2], report.Reverted.Select(entry => entry.Version));
        Assert.Equal(before, await bench.HashAsync());
        Assert.True(File.Exists(report.Backup));
        Assert.Equal("2", await bench.ScalarAsync($"SELECT count(*) FROM {bench.EventTable} WHERE action = 'reverted' AND applied_by = 'ada'"));
        Assert.Equal(2, (await bench.MigrateAsync()).Applied.Length);
    }

    [Fact]
    public async Task A_version_without_a_way_back_stops_before_anything_is_undone()
    {
        await using var bench = await NewAsync();
        bench.Script("V1__a.sql", "-- pipeline: irreversible it was the first\nCREATE TABLE a (id INTEGER)")
            .Script("V2__b.up.sql", "CREATE TABLE b (id INTEGER)").Script("V2__b.down.sql", "DROP TABLE b");
        await bench.MigrateAsync();
        var failure = await Assert.ThrowsAsync<StepFailedException>(() => bench.DownAsync(0));

        Assert.Equal("PIPE0740", failure.Code);
        Assert.Contains("it was the first", failure.Message, StringComparison.Ordinal);
        Assert.Equal("0", await bench.ScalarAsync("SELECT count(*) FROM b"));
    }

    [Fact]
    public async Task A_failing_down_leaves_the_version_as_it_was()
    {
        await using var bench = await NewAsync();
        bench.Script("V1__a.up.sql", "CREATE TABLE a (id INTEGER)").Script("V1__a.down.sql", "DROP TABLE a; DROP TABLE no_such_table");
        await bench.MigrateAsync();
        var before = await bench.HashAsync();

        Assert.StartsWith("V1__a.down.sql(1): ", (await Assert.ThrowsAsync<StepFailedException>(() => bench.DownAsync(0))).Message, StringComparison.Ordinal);
        Assert.Equal(before, await bench.HashAsync());
        Assert.Empty((await bench.MigrateAsync()).Applied);
    }

    [Fact]
    public async Task A_destructive_script_takes_a_backup_first_and_a_new_database_needs_none()
    {
        await using var bench = await NewAsync();
        bench.Script("V1__a.sql", "CREATE TABLE a (id INTEGER); CREATE TABLE b (id INTEGER)").Script("V2__drop.sql", "DROP TABLE b");
        Assert.Null((await bench.MigrateAsync()).Backup);
        bench.Script("V3__add.sql", "CREATE TABLE c (id INTEGER)");
        Assert.Null((await bench.MigrateAsync()).Backup);

        bench.Script("V4__drop.sql", "DROP TABLE c");
        var report = await bench.MigrateAsync();
        Assert.Equal(bench.Backups, Path.GetDirectoryName(report.Backup));
        Assert.True(new FileInfo(report.Backup ?? "").Length > 0);
    }

    [Fact]
    public async Task Contract_steps_wait_when_they_are_told_to_and_newer_scripts_overtake_them()
    {
        await using var bench = await NewAsync();
        bench.Script("V1__a.sql", "CREATE TABLE a (id INTEGER, old INTEGER)").Script("V2__drop.sql", "-- pipeline: phase contract\nALTER TABLE a DROP COLUMN old").Script("V3__b.sql", "-- pipeline: phase expand\nCREATE TABLE b (id INTEGER)");
        var waiting = await bench.MigrateAsync(bench.Database(options => options with { Contract = ContractSteps.Wait }, options => options with { Contract = ContractSteps.Wait }));
        Assert.Equal(["V2__drop.sql"], waiting.Waiting);
        Assert.Equal(2, waiting.Applied.Length);

        var run = await bench.MigrateAsync();
        Assert.Equal("drop", Assert.Single(run.Applied).Name);
        Assert.NotNull(run.Backup);
    }

    [Fact]
    public async Task Code_takes_its_place_among_the_scripts_and_back()
    {
        await using var bench = await NewAsync();
        bench.Script("V1__a.up.sql", "CREATE TABLE a (id INTEGER)").Script("V1__a.down.sql", "DROP TABLE a").Script("V3__c.up.sql", "INSERT INTO a VALUES (3)").Script("V3__c.down.sql", "DELETE FROM a WHERE id = 3");
        var folder = bench.Load(new AddTwo("1"));
        Assert.Equal(["a", "AddTwo", "c"], (await bench.MigrateAsync(folder: folder)).Applied.Select(entry => entry.Name));
        Assert.Equal("5", await bench.ScalarAsync("SELECT sum(id) FROM a"));
        Assert.Equal("PIPE0710", (await bench.FailAsync(folder: bench.Load(new AddTwo("2")))).Code);

        await new Migrator().DownAsync(folder, bench.Database(), 1, new MigrationRun(), _ => { });
        Assert.Equal("0", await bench.ScalarAsync("SELECT count(*) FROM a"));
    }

    [Fact]
    public async Task Code_that_throws_leaves_nothing()
    {
        await using var bench = await NewAsync();
        bench.Script("V1__a.sql", "CREATE TABLE a (id INTEGER)");
        await bench.MigrateAsync();
        var before = await bench.HashAsync();
        var failure = await bench.FailAsync(folder: bench.Load(new Throwing()));

        Assert.Equal(("PIPE0728", true), (failure.Code, failure.Message.Contains("no luck", StringComparison.Ordinal)));
        Assert.Equal(before, await bench.HashAsync());
    }

    [Fact]
    public async Task A_statement_that_takes_too_long_is_ended_and_leaves_nothing()
    {
        await using var bench = await NewAsync();
        bench.Script("V1__a.sql", "CREATE TABLE a (id INTEGER)");
        await bench.MigrateAsync();
        bench.Script("V2__slow.sql", "-- pipeline: timeout 200ms\nINSERT INTO a VALUES (1);\nWITH RECURSIVE forever (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM forever WHERE n < 2000000000) SELECT max(n) FROM forever");
        var failure = await bench.FailAsync();

        Assert.Equal("PIPE0737", failure.Code);
        Assert.Equal("0", await bench.ScalarAsync("SELECT count(*) FROM a"));
    }

    private sealed class AddTwo(string revision) : CodeMigration
    {
        public override long Version => 2;

        public override string Revision => revision;

        public override bool HasDown => true;

        public override async Task UpAsync(MigrationContext context, CancellationToken cancellationToken) =>
            await context.ExecuteAsync("INSERT INTO a VALUES (@id)", new Dictionary<string, object?> { ["@id"] = 2 }, cancellationToken);

        public override async Task DownAsync(MigrationContext context, CancellationToken cancellationToken) =>
            await context.ExecuteAsync("DELETE FROM a WHERE id = 2", cancellationToken: cancellationToken);
    }

    private sealed class Throwing : CodeMigration
    {
        public override long Version => 2;

        public override string Revision => "1";

        public override async Task UpAsync(MigrationContext context, CancellationToken cancellationToken)
        {
            await context.ExecuteAsync("INSERT INTO a VALUES (1)", cancellationToken: cancellationToken);
            throw new InvalidOperationException("no luck");
        }
    }
}

public sealed class SqliteLifecycleTests(PostgresServer server) : LifecycleTests(DatabaseEngine.Sqlite, server);

[Trait("Category", "Integration")]
public sealed class PostgresLifecycleTests(PostgresServer server) : LifecycleTests(DatabaseEngine.Postgres, server);
