namespace Pipeline.Sdk.Migrations.Tests;

/// <summary>Lists as the documentation of each tool describes them, in the forms that differ between versions; <see cref="RealToolTests"/> has the tools write them.</summary>
public abstract class AdoptionTests(DatabaseEngine engine, PostgresServer server) : EngineTests(engine, server)
{
    [Fact]
    public Task DbUp() => AdoptsAsync(
        MigrationNaming.DbUp,
        ["0001_first.sql", "Script0002 - Second.sql", "0003_third.sql"],
        Engine == DatabaseEngine.Postgres
            ? "CREATE TABLE schemaversions (schemaversionsid serial PRIMARY KEY, scriptname varchar(255) NOT NULL, applied timestamp NOT NULL); INSERT INTO schemaversions (scriptname, applied) VALUES ('0001_first.sql', now()), ('Orders.Scripts.Script0002 - Second.sql', now())"
            : "CREATE TABLE SchemaVersions (SchemaVersionID INTEGER PRIMARY KEY, ScriptName TEXT NOT NULL, Applied DATETIME NOT NULL); INSERT INTO SchemaVersions (ScriptName, Applied) VALUES ('0001_first.sql', '2026'), ('Orders.Scripts.Script0002 - Second.sql', '2026')");

    [Fact]
    public Task Evolve() => AdoptsAsync(
        MigrationNaming.Evolve,
        ["V1__first.sql", "V1_1__second.sql", "V2__third.sql"],
        $"CREATE TABLE changelog (id INTEGER, type SMALLINT, version VARCHAR(50), description VARCHAR(200), name VARCHAR(300), checksum VARCHAR(32), installed_by VARCHAR(100), installed_on VARCHAR(30), success BOOLEAN); "
            + "INSERT INTO changelog VALUES (1, 0, '1', 'first', 'V1__first.sql', 'x', 'ada', '2026', true), (2, 0, '1.1', 'second', 'V1_1__second.sql', 'x', 'ada', '2026', true)");

    [Fact]
    public Task Flyway() => AdoptsAsync(
        MigrationNaming.Evolve,
        ["V1__first.sql", "V1.1__second.sql", "V2__third.sql"],
        "CREATE TABLE flyway_schema_history (installed_rank INTEGER, version VARCHAR(50), description VARCHAR(200), type VARCHAR(20), script VARCHAR(1000), checksum INTEGER, installed_by VARCHAR(100), installed_on VARCHAR(30), execution_time INTEGER, success BOOLEAN); "
            + "INSERT INTO flyway_schema_history VALUES (1, '1', 'first', 'SQL', 'V1__first.sql', 1, 'ada', '2026', 1, true), (2, '1.1', 'second', 'SQL', 'V1.1__second.sql', 1, 'ada', '2026', 1, true)");

    [Fact]
    public Task FluentMigrator() => AdoptsAsync(
        MigrationNaming.Pipeline,
        ["V202401010000__first.sql", "V202402010000__second.sql", "V202403010000__third.sql"],
        "CREATE TABLE \"VersionInfo\" (\"Version\" BIGINT NOT NULL, \"AppliedOn\" VARCHAR(30), \"Description\" VARCHAR(1024)); INSERT INTO \"VersionInfo\" VALUES (202401010000, '2026', 'First'), (202402010000, '2026', 'Second')");

    [Fact]
    public Task Entity_Framework() => AdoptsAsync(
        MigrationNaming.EntityFramework,
        ["20240101000000_First.sql", "20240201000000_Second.sql", "20240301000000_Third.sql"],
        "CREATE TABLE \"__EFMigrationsHistory\" (\"MigrationId\" VARCHAR(150) PRIMARY KEY, \"ProductVersion\" VARCHAR(32) NOT NULL); INSERT INTO \"__EFMigrationsHistory\" VALUES ('20240101000000_First', '10.0'), ('20240201000000_Second', '10.0')",
        "BEGIN TRANSACTION;\nCREATE TABLE third (id INTEGER);\nINSERT INTO \"__EFMigrationsHistory\" VALUES ('20240301000000_Third', '10.0');\nCOMMIT;\n");

    [Fact]
    public async Task An_entry_without_a_script_stops_the_adoption()
    {
        await using var bench = await NewAsync();
        await bench.ExecuteAsync("CREATE TABLE \"VersionInfo\" (\"Version\" BIGINT NOT NULL, \"AppliedOn\" VARCHAR(30), \"Description\" VARCHAR(1024)); INSERT INTO \"VersionInfo\" VALUES (9, '2026', 'Lost')");
        bench.Script("V1__first.sql", "CREATE TABLE first (id INTEGER)");
        var failure = await Assert.ThrowsAsync<StepFailedException>(() => new Migrator().AdoptAsync(bench.Load(), bench.Database(), new MigrationRun(), _ => { }));

        Assert.Equal("PIPE0744", failure.Code);
        Assert.Equal("PIPE0717", (await bench.FailAsync()).Code);
    }

    [Fact]
    public async Task Without_another_list_there_is_nothing_to_adopt()
    {
        await using var bench = await NewAsync();
        bench.Script("V1__first.sql", "CREATE TABLE first (id INTEGER)");
        Assert.Equal("PIPE0743", (await Assert.ThrowsAsync<StepFailedException>(() => new Migrator().AdoptAsync(bench.Load(), bench.Database(), new MigrationRun(), _ => { }))).Code);
    }

    // The first two were applied by the tool: only the third may run, because the others would fail.
    private async Task AdoptsAsync(MigrationNaming naming, string[] files, string list, string third = "CREATE TABLE third (id INTEGER)")
    {
        await using var bench = await NewAsync();
        await bench.ExecuteAsync("CREATE TABLE first (id INTEGER)");
        await bench.ExecuteAsync(list);
        bench.Script(files[0], "CREATE TABLE first (id INTEGER)").Script(files[1], "CREATE TABLE first (id INTEGER)").Script(files[2], third);
        var folder = MigrationFolder.Load(bench.Folder, naming: naming);
        var adopted = await new Migrator().AdoptAsync(folder, bench.Database(), new MigrationRun { AppliedBy = "ada" }, _ => { });
        Assert.Equal(2, adopted.Applied.Length);

        var report = await bench.MigrateAsync(folder: folder);
        Assert.Equal(folder.Scripts[2].Version, Assert.Single(report.Applied).Version);
        Assert.Equal("2", await bench.ScalarAsync($"SELECT count(*) FROM {bench.HistoryTable} WHERE how = 'adopted'"));
    }
}

public sealed class SqliteAdoptionTests(PostgresServer server) : AdoptionTests(DatabaseEngine.Sqlite, server);

[Trait("Category", "Integration")]
public sealed class PostgresAdoptionTests(PostgresServer server) : AdoptionTests(DatabaseEngine.Postgres, server);
