using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Pipeline.Sdk.Migrations;

/// <summary>The list that another tool keeps in a database, and how its entries find their scripts.</summary>
/// <param name="Tool">The tool.</param>
/// <param name="SqliteTable">Its table on SQLite.</param>
/// <param name="PostgresTable">Its table on PostgreSQL.</param>
/// <param name="Query">Reads one text for every version that was applied; <c>{0}</c> is the table.</param>
internal sealed partial record ForeignHistory(string Tool, string SqliteTable, string PostgresTable, string Query)
{
    public static ImmutableArray<ForeignHistory> Known { get; } =
    [
        new("DbUp", "SchemaVersions", "schemaversions", "SELECT ScriptName FROM {0}"),

        // Type 0 is a versioned migration, 1 a baseline, 3 a repeatable one (Evolve's MetadataType).
        new("Evolve", "changelog", "changelog", "SELECT coalesce(version, name) FROM {0} WHERE CAST(success AS text) IN ('1', 'true') AND type IN (0, 3)"),
        new("Flyway", "flyway_schema_history", "flyway_schema_history", "SELECT coalesce(version, script) FROM {0} WHERE CAST(success AS text) IN ('1', 'true') AND type <> 'SCHEMA'"),
        new("FluentMigrator", "VersionInfo", "VersionInfo", "SELECT CAST(\"Version\" AS text) FROM {0}"),
        new("Entity Framework Core", "__EFMigrationsHistory", "__EFMigrationsHistory", "SELECT \"MigrationId\" FROM {0}"),
    ];

    public string Table(DatabaseEngine engine) => engine == DatabaseEngine.Sqlite ? SqliteTable : PostgresTable;

    public async Task<ImmutableArray<ForeignEntry>> ReadAsync(MigrationSession session, CancellationToken cancellationToken)
    {
        var command = (await session.ConnectionAsync(cancellationToken).ConfigureAwait(false)).CreateCommand();
        await using (command.ConfigureAwait(false))
        {
#pragma warning disable CA2100 // Built of constants.
            command.CommandText = string.Format(CultureInfo.InvariantCulture, Query, SqlName.Quote(Table(session.Engine)));
#pragma warning restore CA2100
            DbDataReader reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                var entries = ImmutableArray.CreateBuilder<ForeignEntry>();
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false)) entries.Add(new ForeignEntry(reader.GetString(0)));
                return entries.ToImmutable();
            }
        }
    }

    /// <summary>The script of an entry; null when there is none.</summary>
    public static MigrationScript? Match(ForeignEntry entry, MigrationFolder folder)
    {
        // DbUp writes the file's name, behind a namespace when the script is a resource: Orders.Scripts.0001_first.sql.
        var byFile = folder.Scripts.Concat(folder.Repeatables).FirstOrDefault(script => entry.Name == script.File || entry.Name.EndsWith("." + script.File, StringComparison.Ordinal));
        if (byFile is not null) return byFile;

        var packed = ForeignFileName.PackVersion(entry.Name);
        if (folder.Scripts.FirstOrDefault(script => script.Version == packed) is { } byPacked) return byPacked;

        var number = FirstNumber().Match(entry.Name);
        return number.Success && long.TryParse(number.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? folder.Scripts.FirstOrDefault(script => script.Version == version)
            : folder.Repeatables.FirstOrDefault(script => script.Name == entry.Name);
    }

    [GeneratedRegex(@"\A[0-9]{1,18}(?=\z|_)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FirstNumber();
}
