namespace Pipeline.Sdk.Migrations.Tests;

public abstract class AgreementTests(DatabaseEngine engine, PostgresServer server) : EngineTests(engine, server)
{
    [Fact]
    public async Task Edited_missing_and_out_of_order_scripts_are_told_together_each_with_the_way_out()
    {
        await using var bench = await NewAsync();
        bench.Script("V1__a.sql", "CREATE TABLE a (id INTEGER)").Script("V2__b.sql", "CREATE TABLE b (id INTEGER)").Script("V5__c.sql", "CREATE TABLE c (id INTEGER)");
        await bench.MigrateAsync();
        bench.Script("V1__a.sql", "CREATE TABLE a (id INTEGER, edited INTEGER)").Without("V2__b.sql").Script("V3__late.sql", "CREATE TABLE late (id INTEGER)");
        var failure = await bench.FailAsync();

        foreach (var code in (string[])["PIPE0710", "PIPE0711", "PIPE0712"]) Assert.Contains(code, failure.Message, StringComparison.Ordinal);
        Assert.Equal(3, failure.Message.Split("MigrateRepair").Length - 1);
    }

    [Fact]
    public async Task A_repair_mends_the_named_versions_and_is_kept_with_its_reason()
    {
        await using var bench = await NewAsync();
        bench.Script("V1__a.sql", "CREATE TABLE a (id INTEGER)").Script("V2__b.sql", "CREATE TABLE b (id INTEGER)").Script("V5__c.sql", "CREATE TABLE c (id INTEGER)");
        await bench.MigrateAsync();
        bench.Script("V1__a.sql", "CREATE TABLE a (id INTEGER) -- a remark").Without("V2__b.sql").Script("V3__late.sql", "CREATE TABLE late (id INTEGER)");
        await RepairAsync(bench, 1);
        Assert.DoesNotContain("PIPE0710", (await bench.FailAsync()).Message, StringComparison.Ordinal);

        await RepairAsync(bench, 2, 3);
        Assert.Equal("late", Assert.Single((await bench.MigrateAsync()).Applied).Name);
        Assert.Equal("3", await bench.ScalarAsync($"SELECT count(*) FROM {bench.EventTable} WHERE action IN ('repaired', 'accepted') AND detail LIKE '%Reason: agreed with grace' AND applied_by = 'ada'"));
    }

    [Fact]
    public async Task A_repair_of_what_needs_none_changes_nothing()
    {
        await using var bench = await NewAsync();
        bench.Script("V1__a.sql", "CREATE TABLE a (id INTEGER)").Script("V2__b.sql", "CREATE TABLE b (id INTEGER)");
        await bench.MigrateAsync();
        bench.Script("V1__a.sql", "CREATE TABLE a (id INTEGER) -- a remark");

        Assert.Equal("PIPE0719", (await Assert.ThrowsAsync<StepFailedException>(() => RepairAsync(bench, 1, 2))).Code);
        Assert.Equal("PIPE0710", (await bench.FailAsync()).Code);
    }

    [Fact]
    public async Task A_plan_tells_what_will_run_how_and_what_stops_it()
    {
        await using var bench = await NewAsync();
        bench.Script("V1__a.up.sql", "CREATE TABLE a (id INTEGER PRIMARY KEY, old INTEGER)").Script("V1__a.down.sql", "DROP TABLE a");
        await bench.MigrateAsync();
        await bench.ExecuteAsync("INSERT INTO a (id) VALUES (1), (2), (3)");
        if (bench.IsPostgres) await bench.ExecuteAsync("ANALYZE a");
        bench.Script("V2__drop.sql", "-- pipeline: phase contract\nALTER TABLE a DROP COLUMN old").Script("V3__fill.sql", "-- pipeline: batch table=a key=id size=50\nUPDATE a SET id = id WHERE id BETWEEN :from AND :to");
        var before = await bench.HashAsync();
        var plan = await MigrationPlanner.PlanAsync(bench.Load(), bench.Database());

        Assert.Equal((1, 2, true), ((int)plan.SchemaVersion, plan.Pending.Length, plan.TakesBackup));
        Assert.Equal((MigrationPhase.Contract, 3), (plan.Pending[0].Phase, plan.Pending[0].Tables[0].Rows));
        Assert.Contains(plan.Pending[0].Findings, finding => finding.Code == "MIG0002");
        Assert.Contains(bench.IsPostgres ? "AccessExclusiveLock on a" : "write lock", plan.Pending[0].Locks[0], StringComparison.Ordinal);
        Assert.Equal("in ranges of 50 keys of a", plan.Pending[1].How);
        Assert.Empty(plan.Obstacles);
        Assert.Equal(before, await bench.HashAsync());

        bench.Script("V1__a.up.sql", "CREATE TABLE a (id INTEGER PRIMARY KEY)");
        Assert.StartsWith("PIPE0710", Assert.Single((await MigrationPlanner.PlanAsync(bench.Load(), bench.Database())).Obstacles), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_written_script_does_by_hand_what_the_migrator_would_have_done()
    {
        await using var bench = await NewAsync();
        bench.Script("V1__a.sql", "CREATE TABLE a (id INTEGER PRIMARY KEY, x INTEGER DEFAULT 0); INSERT INTO a (id) VALUES (1), (2), (3)")
            .Script("V2__fill.sql", "-- pipeline: batch table=a key=id size=2\nUPDATE a SET x = id WHERE id BETWEEN :from AND :to")
            .Script("V3__index.sql", bench.IsPostgres ? "-- pipeline: no-transaction\nCREATE INDEX CONCURRENTLY a_x ON a (x)" : "CREATE INDEX a_x ON a (x)")
            .Script("R__live.sql", "DROP VIEW IF EXISTS live; CREATE VIEW live AS SELECT id FROM a");
        var sql = await MigrationScriptWriter.WriteAsync(bench.Load(), bench.Database(), new MigrationRun { AppliedBy = "dba" });
        Assert.Equal((0, ""), await ByHand.RunAsync(bench, sql));

        Assert.Empty((await bench.MigrateAsync()).Applied);
        Assert.Equal("6", await bench.ScalarAsync("SELECT sum(x) FROM a"));
        Assert.Equal("4", await bench.ScalarAsync($"SELECT count(*) FROM {bench.HistoryTable} WHERE how = 'scripted' AND applied_by = 'dba'"));

        // The list has moved on since: the same file again must not run.
        bench.Script("V4__more.sql", "CREATE TABLE more (id INTEGER)");
        var late = await MigrationScriptWriter.WriteAsync(bench.Load(), bench.Database(), new MigrationRun());
        bench.Script("V5__other.sql", "CREATE TABLE other (id INTEGER)");
        await bench.MigrateAsync();
        Assert.NotEqual(0, (await ByHand.RunAsync(bench, late)).ExitCode);
    }

    private static async Task RepairAsync(Bench bench, params long[] versions) =>
        await new Migrator().RepairAsync(bench.Load(), bench.Database(), versions, "agreed with grace", new MigrationRun { AppliedBy = "ada" }, _ => { });
}

[Trait("Category", "Integration")]
public sealed class SqliteAgreementTests(PostgresServer server) : AgreementTests(DatabaseEngine.Sqlite, server);

[Trait("Category", "Integration")]
public sealed class PostgresAgreementTests(PostgresServer server) : AgreementTests(DatabaseEngine.Postgres, server);
