using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Pipeline.Sdk.Migrations;

/// <summary>Copies of a SQLite file by SQLite's backup API, which sees only what is committed.</summary>
internal static class SqliteBackup
{
    public static void Copy(string path, string copy, string database)
    {
        try
        {
            using var source = Open(path, SqliteOpenMode.ReadOnly);
            using var target = Open(copy, SqliteOpenMode.ReadWriteCreate);
            source.BackupDatabase(target);
        }
        catch (SqliteException failure)
        {
            throw SqliteFailure.From(failure, database);
        }
    }

    /// <summary>Copies, opens the copy, and lets SQLite check it whole.</summary>
    public static string Take(string path, string folder, string database, DateTimeOffset now)
    {
        try
        {
            Execution.PrivateFolder.Create(folder);
            var backup = Path.Combine(folder, $"{Path.GetFileNameWithoutExtension(path)}-{now.UtcDateTime.ToString("yyyyMMdd-HHmmss-fff", CultureInfo.InvariantCulture)}.db");
            Copy(path, backup, database);
            using var opened = Open(backup, SqliteOpenMode.ReadOnly);
            using var command = opened.CreateCommand();
            command.CommandText = "PRAGMA integrity_check";
            var verdict = Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture);
            return verdict == "ok" ? backup : throw MigrationDiagnostics.BackupFailed(database, $"the copy {backup} is damaged: {verdict}").ToFailure();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or SqliteException)
        {
            throw MigrationDiagnostics.BackupFailed(database, failure.Message).ToFailure(failure);
        }
    }

    private static SqliteConnection Open(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }
}
