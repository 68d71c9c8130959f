using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Pipeline.Sdk.Dashboard;

/// <summary>A SQLite file.</summary>
internal sealed class SqliteDatabase(string path) : DashboardDatabase
{
    private const int CannotOpen = 14;
    private const int GenericError = 1;

    private readonly string _connectionString = new SqliteConnectionStringBuilder
    {
        DataSource = path,

        // Never created here: an empty file would look like a database that lost everything.
        Mode = SqliteOpenMode.ReadWrite,
        DefaultTimeout = 5,
    }.ToString();

    public override DbConnection Open()
    {
        var connection = new SqliteConnection(_connectionString);
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA busy_timeout = 5000";
            command.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    // The last instance to close merges the write-ahead log into the file.
    public override void Close()
    {
        using var connection = new SqliteConnection(_connectionString);
        SqliteConnection.ClearPool(connection);
    }

    public override string Explain(DbException failure)
    {
        var name = Path.GetFileName(path);
        return (failure as SqliteException)?.SqliteErrorCode switch
        {
            CannotOpen => $"The database '{name}' does not exist or cannot be opened. Run the pipeline's Migrate target for this environment.",
            GenericError => $"The schema of '{name}' is missing or older than this version: {failure.Message} Run the pipeline's Migrate target for this environment.",
            _ => $"The database '{name}' cannot be used: {failure.Message}",
        };
    }
}
