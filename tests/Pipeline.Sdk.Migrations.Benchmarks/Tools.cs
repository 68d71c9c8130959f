using System.Diagnostics;
using System.Globalization;
using DbUp;
using FluentMigrator.Runner;
using Microsoft.Extensions.DependencyInjection;

namespace Pipeline.Sdk.Migrations.Benchmarks;

/// <summary>The ways to apply a folder: by hand, with us, with the three libraries.</summary>
internal static class Tools
{
    public static MigrationTool[] All(Place place, string folder) =>
    [
        new(place.IsPostgres ? "psql, the same transactions" : "sqlite3, the same transactions", () => ByHand.Run(place, folder)),
        new("Pipeline.Sdk", () => Timed(place, connection => Task.Run(() =>
            new Migrator().MigrateAsync(MigrationFolder.Load(folder), place.Migrated(connection), new MigrationRun { AppliedBy = "bench" }, _ => { })).GetAwaiter().GetResult())),
        new("DbUp 6/7", () => Timed(place, connection => DbUp(place, folder, connection))),
        new("Evolve 3.2", () => Timed(place, connection =>
        {
            using var opened = place.Open(connection);
            new EvolveDb.Evolve(opened) { Locations = [folder], CommandTimeout = 600 }.Migrate();
        })),
        new("FluentMigrator 8.0", () => Timed(place, connection => FluentMigrator(place, folder, connection))),
    ];

    private static double Timed(Place place, Action<string> run)
    {
        var connection = place.NewDatabase();
        var started = Stopwatch.GetTimestamp();
        run(connection);
        var took = Stopwatch.GetElapsedTime(started).TotalSeconds;
        using var opened = place.Open(connection);
        using var command = opened.CreateCommand();
        command.CommandText = "SELECT count(*) FROM t1";
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture) == 9 ? took : throw new InvalidOperationException("The scripts were not applied.");
    }

    // Ordinal order of names is not that of the numbers, so the names are padded by the provider's comparer.
    private static void DbUp(Place place, string folder, string connection)
    {
        var scripts = Directory.GetFiles(folder, "*.sql").OrderBy(Number).Select((path, i) => new DbUp.Engine.SqlScript($"{i:00000}.sql", File.ReadAllText(path))).ToArray();
        var builder = place.IsPostgres ? DeployChanges.To.PostgresqlDatabase(connection) : DeployChanges.To.SqliteDatabase(connection);
        var result = builder.WithScripts(scripts).WithTransactionPerScript().LogToNowhere().Build().PerformUpgrade();
        if (!result.Successful) throw result.Error;
    }

    private static void FluentMigrator(Place place, string folder, string connection)
    {
        using var services = new ServiceCollection()
            .AddFluentMigratorCore()
            .ConfigureRunner(runner =>
            {
                if (place.IsPostgres) runner.AddPostgres15_0();
                else runner.AddSQLite();
                runner.WithGlobalConnectionString(connection);
            })
            .AddSingleton<IMigrationInformationLoader>(new FolderMigrations(folder))
            .BuildServiceProvider(validateScopes: false);
        using var scope = services.CreateScope();
        scope.ServiceProvider.GetRequiredService<IMigrationRunner>().MigrateUp();
    }

    private static long Number(string path) => long.Parse(Path.GetFileName(path)[1..].Split('_')[0], CultureInfo.InvariantCulture);
}
