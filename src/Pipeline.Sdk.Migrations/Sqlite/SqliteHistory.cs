using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Pipeline.Sdk.Migrations;

/// <summary>The table in which a SQLite database lists what was applied to it.</summary>
internal sealed class SqliteHistory(SqliteConnection connection, string database)
{
    public const string Table = "pipeline_migrations";

    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    private const string Create = $"""
        CREATE TABLE IF NOT EXISTS {Table} (
          version INTEGER NOT NULL PRIMARY KEY,
          name TEXT NOT NULL,
          checksum TEXT NOT NULL,
          applied_at TEXT NOT NULL,
          duration_ms INTEGER NOT NULL,
          run_id TEXT,
          applied_by TEXT
        )
        """;

    public ImmutableArray<AppliedMigration> Read()
    {
        if (!Exists()) return [];

        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT version, name, checksum, applied_at, duration_ms, run_id, applied_by FROM {Table} ORDER BY version";
        using var reader = command.ExecuteReader();
        var entries = ImmutableArray.CreateBuilder<AppliedMigration>();
        while (reader.Read())
        {
            entries.Add(new AppliedMigration
            {
                Version = reader.GetInt64(0),
                Name = reader.GetString(1),
                Checksum = reader.GetString(2),
                AppliedAt = Time(reader.GetString(3)),
                Duration = TimeSpan.FromMilliseconds(reader.GetInt64(4)),
                RunId = reader.IsDBNull(5) ? null : reader.GetString(5),
                AppliedBy = reader.IsDBNull(6) ? null : reader.GetString(6),
            });
        }

        return entries.ToImmutable();
    }

    public void Add(AppliedMigration applied)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"""
            {Create};
            INSERT INTO {Table} (version, name, checksum, applied_at, duration_ms, run_id, applied_by)
            VALUES ($version, $name, $checksum, $appliedAt, $duration, $runId, $appliedBy)
            """;
        command.Parameters.AddWithValue("$version", applied.Version);
        command.Parameters.AddWithValue("$name", applied.Name);
        command.Parameters.AddWithValue("$checksum", applied.Checksum);
        command.Parameters.AddWithValue("$appliedAt", applied.AppliedAt.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture));
        command.Parameters.AddWithValue("$duration", (long)applied.Duration.TotalMilliseconds);
        command.Parameters.AddWithValue("$runId", (object?)applied.RunId ?? DBNull.Value);
        command.Parameters.AddWithValue("$appliedBy", (object?)applied.AppliedBy ?? DBNull.Value);
        command.ExecuteNonQuery();
    }

    private bool Exists()
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = '{Table}'";
        return command.ExecuteScalar() is not null;
    }

    private DateTimeOffset Time(string text) =>
        DateTimeOffset.TryParseExact(text, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw MigrationDiagnostics.HistoryUnreadable(database, $"applied_at holds '{text}'").ToFailure();
}
