using DbUp;
using FluentMigrator.Runner;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace Pipeline.Sdk.Migrations.Tests;

/// <summary>The tools themselves migrate a real database; then it is taken over, nothing runs again, and what is new runs.</summary>
public abstract class RealToolTests(DatabaseEngine engine, PostgresServer server) : EngineTests(engine, server)
{
    private const string First = "CREATE TABLE first (id INTEGER)";
    private const string Second = "INSERT INTO first (id) VALUES (1)";
    private const string Third = "CREATE TABLE third (id INTEGER)";

    [Fact]
    public async Task DbUp()
    {
        await using var bench = await NewAsync();
        var builder = bench.IsPostgres ? DeployChanges.To.PostgresqlDatabase(bench.ConnectionString) : DeployChanges.To.SqliteDatabase(bench.ConnectionString);
        var result = builder.WithScript("0001_first.sql", First).WithScript("Orders.Scripts.0002_second.sql", Second).LogToNowhere().Build().PerformUpgrade();
        Assert.True(result.Successful, result.Error?.ToString());

        bench.Script("0001_first.sql", First).Script("0002_second.sql", Second).Script("0003_third.sql", Third);
        await TakesOverAsync(bench, MigrationNaming.DbUp);
    }

    [Fact]
    public async Task Evolve()
    {
        await using var bench = await NewAsync();
        bench.Script("V1__first.sql", First).Script("V1_1__second.sql", Second);
        await using (var connection = await bench.OpenAsync())
            new EvolveDb.Evolve(connection) { Locations = [bench.Folder] }.Migrate();

        bench.Script("V2__third.sql", Third);
        await TakesOverAsync(bench, MigrationNaming.Evolve);
    }

    [Fact]
    public async Task FluentMigrator()
    {
        await using var bench = await NewAsync();
        await using (var services = new ServiceCollection()
            .AddFluentMigratorCore()
            .ConfigureRunner(runner => (bench.IsPostgres ? runner.AddPostgres15_0() : runner.AddSQLite())
                .WithGlobalConnectionString(bench.ConnectionString).ScanIn(typeof(FluentMigrations).Assembly).For.Migrations())
            .BuildServiceProvider())
        {
            using var scope = services.CreateScope();
            scope.ServiceProvider.GetRequiredService<IMigrationRunner>().MigrateUp();
        }

        bench.Script("V202401010000__first.sql", First).Script("V202402010000__second.sql", Second).Script("V202403010000__third.sql", Third);
        await TakesOverAsync(bench, MigrationNaming.Pipeline);
    }

    [Fact]
    public async Task Entity_Framework_and_the_script_that_it_writes()
    {
        await using var bench = await NewAsync();
        await using var shop = new EntityFrameworkShop(bench);
        await shop.GetService<Microsoft.EntityFrameworkCore.Migrations.IMigrator>().MigrateAsync("20240201000000_Second", TestContext.Current.CancellationToken);

        bench.Script("20240101000000_First.sql", shop.Script(null, "20240101000000_First"))
            .Script("20240201000000_Second.sql", shop.Script("20240101000000_First", "20240201000000_Second"))
            .Script("20240301000000_Third.sql", shop.Script("20240201000000_Second", "20240301000000_Third"));
        await TakesOverAsync(bench, MigrationNaming.EntityFramework);

        // Entity Framework agrees: its script has kept its list too.
        Assert.Empty(await shop.Database.GetPendingMigrationsAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_scripts_that_Entity_Framework_writes_fill_an_empty_database()
    {
        await using var bench = await NewAsync();
        await using var shop = new EntityFrameworkShop(bench);
        bench.Script("20240101000000_First.sql", shop.Script(null, "20240101000000_First"))
            .Script("20240201000000_Second.sql", shop.Script("20240101000000_First", "20240201000000_Second"));
        await bench.MigrateAsync(folder: MigrationFolder.Load(bench.Folder, naming: MigrationNaming.EntityFramework));

        Assert.Equal("20240301000000_Third", Assert.Single(await shop.Database.GetPendingMigrationsAsync(TestContext.Current.CancellationToken)));
    }

    private static async Task TakesOverAsync(Bench bench, MigrationNaming naming)
    {
        var folder = MigrationFolder.Load(bench.Folder, naming: naming);
        var adopted = await new Migrator().AdoptAsync(folder, bench.Database(), new MigrationRun { AppliedBy = "ada" }, _ => { });
        Assert.Equal(2, adopted.Applied.Length);

        var report = await bench.MigrateAsync(folder: folder);
        Assert.Equal(folder.Scripts[2].Version, Assert.Single(report.Applied).Version);
        Assert.Equal("1|0", await bench.ScalarAsync("SELECT (SELECT count(*) FROM first) || '|' || (SELECT count(*) FROM third)"));
        Assert.Empty((await bench.MigrateAsync(folder: folder)).Applied);
    }
}

public sealed class SqliteRealToolTests(PostgresServer server) : RealToolTests(DatabaseEngine.Sqlite, server);

[Trait("Category", "Integration")]
public sealed class PostgresRealToolTests(PostgresServer server) : RealToolTests(DatabaseEngine.Postgres, server);
