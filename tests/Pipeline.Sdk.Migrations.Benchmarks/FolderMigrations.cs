using System.Globalization;
using FluentMigrator;
using FluentMigrator.Infrastructure;
using FluentMigrator.Runner;

namespace Pipeline.Sdk.Migrations.Benchmarks;

/// <summary>The folder's scripts as FluentMigrator's migrations, in the place of a thousand classes.</summary>
internal sealed class FolderMigrations(string folder) : IMigrationInformationLoader
{
    public SortedList<long, IMigrationInfo> LoadMigrations()
    {
        var list = new SortedList<long, IMigrationInfo>();
        foreach (var path in Directory.GetFiles(folder, "*.sql"))
        {
            var version = long.Parse(Path.GetFileName(path)[1..].Split('_')[0], CultureInfo.InvariantCulture);
            list.Add(version, new MigrationInfo(version, TransactionBehavior.Default, new ScriptMigration(File.ReadAllText(path))));
        }

        return list;
    }

    private sealed class ScriptMigration(string sql) : Migration
    {
        public override void Up() => Execute.Sql(sql);

        public override void Down()
        {
        }
    }
}
