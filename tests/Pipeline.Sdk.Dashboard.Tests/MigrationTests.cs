using Pipeline.Sdk.Migrations;

namespace Pipeline.Sdk.Dashboard.Tests;

public sealed class MigrationTests : IDisposable
{
    private readonly Place _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task Every_migration_leads_back_and_there_again()
    {
        var report = await new MigrationRehearsal().RehearseAsync(MigrationFolder.Load(Place.Migrations), new SqliteMigrationDatabase(_place.Database), new MigrationRun(), _ => { });

        Assert.NotEmpty(report.Migrations);
        Assert.All(report.Migrations, migration => Assert.True(migration.IsProven, $"{migration.File}: {string.Join("; ", migration.SchemaDifferences.Concat(migration.DataDifferences))}"));
    }

    [Theory]
    [InlineData("", DatabaseEngine.Sqlite)]
    [InlineData("postgres", DatabaseEngine.Postgres)]
    public void The_lint_finds_nothing(string folder, DatabaseEngine engine) =>
        Assert.Empty(MigrationLint.Check(MigrationFolder.Load(Path.Combine(Place.Migrations, folder)), engine));

    [Fact]
    public void Both_engines_have_the_same_versions() => Assert.Equal(
        MigrationFolder.Load(Place.Migrations).Scripts.Select(script => (script.Version, script.Name)),
        MigrationFolder.Load(Path.Combine(Place.Migrations, "postgres")).Scripts.Select(script => (script.Version, script.Name)));
}
