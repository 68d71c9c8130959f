using Microsoft.Data.Sqlite;
using Pipeline.Sdk.Migrations;

namespace Pipeline.Sdk.Dashboard.Tests;

/// <summary>A folder with a database, migrated by the migrations that the dashboard ships; removed at the end.</summary>
internal sealed class Place : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("pipeline-dashboard-").FullName;

    public static string Migrations => Path.Combine(AppContext.BaseDirectory, "migrations");

    public string Database => Path.Combine(_root, "dashboard.db");

    public async Task<Place> MigratedAsync()
    {
        await MigrateAsync(Migrations);
        return this;
    }

    /// <summary>Stops before the newest migration, as an older release would have left the database.</summary>
    public Task MigrateToAsync(int version)
    {
        var older = Directory.CreateDirectory(Path.Combine(_root, "older")).FullName;
        foreach (var path in Directory.GetFiles(Migrations, "*.up.sql").Order(StringComparer.Ordinal).Take(version))
            File.Copy(path, Path.Combine(older, Path.GetFileName(path)));
        return MigrateAsync(older);
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_root, recursive: true);
    }

    private Task<MigrationReport> MigrateAsync(string folder) =>
        new Migrator().MigrateAsync(MigrationFolder.Load(folder), new SqliteMigrationDatabase(Database), new MigrationRun(), _ => { });
}
