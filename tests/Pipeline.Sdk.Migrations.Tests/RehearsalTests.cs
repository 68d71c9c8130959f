namespace Pipeline.Sdk.Migrations.Tests;

public abstract class RehearsalTests(DatabaseEngine engine, PostgresServer server) : EngineTests(engine, server)
{
    [Fact]
    public async Task A_rehearsal_shows_on_a_copy_that_the_ways_back_lead_back_and_leaves_the_database_alone()
    {
        await using var bench = await NewAsync();
        Base(bench);
        await bench.MigrateAsync();
        var before = await bench.HashAsync();
        bench.Script("V2__b.up.sql", "CREATE TABLE b (id INTEGER); INSERT INTO b VALUES (1), (2)").Script("V2__b.down.sql", "DROP TABLE b")
            .Script("V3__c.up.sql", "ALTER TABLE a ADD COLUMN c INTEGER DEFAULT 7;\nCREATE INDEX a_c ON a (c)").Script("V3__c.down.sql", "DROP INDEX a_c; ALTER TABLE a DROP COLUMN c");
        var report = await RehearseAsync(bench);

        Assert.True(report.IsProven);
        Assert.Equal(before, await bench.HashAsync());
        Assert.Equal(before.Schema, report.Migrations[0].SchemaBefore);
        Assert.Equal(report.Migrations[0].SchemaAfter, report.Migrations[1].SchemaBefore);
        Assert.Contains(report.Migrations[0].LostByDown, lost => lost.EndsWith("b: 2 rows", StringComparison.Ordinal));
        Assert.Contains(report.Migrations[1].LostByDown, lost => lost.EndsWith("a.c: 1 rows", StringComparison.Ordinal));
        var statement = report.Migrations[1].Statements[1];
        Assert.Equal(("V3__c.up.sql", 2), (statement.File, statement.Line));
        Assert.Contains(statement.Locks, held => held.Contains(bench.IsPostgres ? "AccessExclusiveLock on a" : "write lock", StringComparison.Ordinal));
        Assert.Equal("2", await bench.ScalarAsync($"SELECT count(*) FROM {bench.EventTable} WHERE action = 'rehearsed'"));
    }

    [Fact]
    public async Task A_way_back_that_forgets_something_is_found_and_named()
    {
        await using var bench = await NewAsync();
        Base(bench);
        await bench.MigrateAsync();
        bench.Script("V2__b.up.sql", "CREATE TABLE b (id INTEGER); ALTER TABLE a ADD COLUMN forgotten INTEGER").Script("V2__b.down.sql", "DROP TABLE b");
        var failure = await Assert.ThrowsAsync<StepFailedException>(() => RehearseAsync(bench));
        Assert.Equal("PIPE0720", failure.Code);

        bench.Script("V2__b.up.sql", "CREATE TABLE b (id INTEGER); CREATE TABLE IF NOT EXISTS forgotten (id INTEGER)");
        var migration = Assert.Single((await RehearseAsync(bench)).Migrations);
        Assert.False(migration.IsProven);
        Assert.Contains(migration.SchemaDifferences, difference => difference.Contains("forgotten", StringComparison.Ordinal) && difference.EndsWith("is left over", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Data_that_a_migration_destroys_is_named_and_the_way_back_is_not_proven()
    {
        await using var bench = await NewAsync();
        Base(bench);
        await bench.MigrateAsync();
        bench.Script("V2__drop.up.sql", "ALTER TABLE a DROP COLUMN name").Script("V2__drop.down.sql", "ALTER TABLE a ADD COLUMN name TEXT");
        var migration = Assert.Single((await RehearseAsync(bench)).Migrations);

        Assert.Empty(migration.SchemaDifferences);
        Assert.Contains("name", Assert.Single(migration.DataDifferences), StringComparison.Ordinal);
        Assert.False(migration.IsProven);
    }

    [Fact]
    public async Task Columns_that_are_declared_volatile_are_not_compared()
    {
        await using var bench = await NewAsync();
        Base(bench);
        await bench.MigrateAsync();
        var random = bench.IsPostgres ? "gen_random_uuid()::text" : "hex(randomblob(8))";
        bench.Script("V2__touch.up.sql", $"-- pipeline: volatile a.name\nUPDATE a SET name = {random}").Script("V2__touch.down.sql", $"UPDATE a SET name = {random}");

        Assert.True((await RehearseAsync(bench)).IsProven);
    }

    [Fact]
    public async Task A_copy_is_made_while_others_use_the_database_and_is_gone_after_it()
    {
        await using var bench = await NewAsync();
        Base(bench);
        await bench.MigrateAsync();
        bench.Script("V2__b.up.sql", "CREATE TABLE b (id INTEGER)").Script("V2__b.down.sql", "DROP TABLE b");
        await using (await bench.OpenAsync())
        {
            var report = await RehearseAsync(bench);
            Assert.True(report.IsProven);
            Assert.Equal(bench.IsPostgres ? "a copy by dump and restore" : "a copy by SQLite's backup API", report.Copy);
        }

        if (bench.IsPostgres) Assert.Equal("0", await bench.ScalarAsync("SELECT count(*) FROM pg_database WHERE datname LIKE current_database() || '_rehearsal%'"));
    }

    [Fact]
    public async Task What_a_release_may_rely_on_follows_from_declarations_lint_and_rehearsals()
    {
        await using var bench = await NewAsync();
        Base(bench);
        await bench.MigrateAsync();
        bench.Script("V2__expand.up.sql", "-- pipeline: phase expand\nALTER TABLE a ADD COLUMN email TEXT").Script("V2__expand.down.sql", "ALTER TABLE a DROP COLUMN email")
            .Script("V3__rename.up.sql", "-- pipeline: compatible-from 2.0.0\nALTER TABLE a RENAME COLUMN name TO title").Script("V3__rename.down.sql", "ALTER TABLE a RENAME COLUMN title TO name")
            .Script("V4__drop.up.sql", "-- pipeline: phase contract\n-- pipeline: compatible-from 3.0.0\nALTER TABLE a DROP COLUMN email").Script("V4__drop.down.sql", "ALTER TABLE a ADD COLUMN email TEXT");
        var waits = bench.Database(options => options with { Contract = ContractSteps.Wait }, options => options with { Contract = ContractSteps.Wait });
        await new MigrationRehearsal().RehearseAsync(bench.Load(), waits, new MigrationRun(), _ => { });
        await bench.MigrateAsync(waits);

        var old = await MigrationCompatibility.AskAsync(bench.Load(), bench.Database(), SemanticVersion.Parse("1.9.0"));
        Assert.Equal((false, true, 2), (old.MayRun, old.IsWayBackProven, (int)old.WayBackTo));
        Assert.Contains("needs release 2.0.0", Assert.Single(old.Reasons), StringComparison.Ordinal);
        Assert.Equal(["V4__drop.up.sql"], old.ContractStepsThatWait);

        var now = await MigrationCompatibility.AskAsync(bench.Load(), bench.Database(), SemanticVersion.Parse("2.1.0"), needs: 3);
        Assert.Equal((true, 3), (now.MayRun, (int)now.WayBackTo));
        Assert.False((await MigrationCompatibility.AskAsync(bench.Load(), bench.Database(), SemanticVersion.Parse("2.1.0"), needs: 9)).MayRun);
        Assert.Empty((await MigrationCompatibility.AskAsync(bench.Load(), bench.Database(), SemanticVersion.Parse("3.0.0"))).ContractStepsThatWait);

        // An edit of the way back voids the proof.
        bench.Script("V3__rename.down.sql", "ALTER TABLE a RENAME COLUMN title TO name; SELECT 1");
        Assert.False((await MigrationCompatibility.AskAsync(bench.Load(), bench.Database(), SemanticVersion.Parse("1.9.0"))).IsWayBackProven);
    }

    private static void Base(Bench bench) =>
        bench.Script("V1__a.up.sql", "CREATE TABLE a (id INTEGER PRIMARY KEY, name TEXT); INSERT INTO a VALUES (1, 'kept')").Script("V1__a.down.sql", "DROP TABLE a");

    private static Task<RehearsalReport> RehearseAsync(Bench bench) => new MigrationRehearsal().RehearseAsync(bench.Load(), bench.Database(), new MigrationRun { AppliedBy = "ada" }, bench.Log.Add);
}

public sealed class SqliteRehearsalTests(PostgresServer server) : RehearsalTests(DatabaseEngine.Sqlite, server);

[Trait("Category", "Integration")]
public sealed class PostgresRehearsalTests(PostgresServer server) : RehearsalTests(DatabaseEngine.Postgres, server);
