using Microsoft.Data.Sqlite;

namespace Pipeline.Sdk.Dashboard;

/// <summary>The database file, which other instances and other versions of this service have open at the same time.</summary>
internal sealed class DashboardDatabase(string path)
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

    public SqliteConnection Open()
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

    /// <summary>Closes what is kept open between requests: the last instance to do so merges the write-ahead log into the file.</summary>
    public void Close()
    {
        using var connection = new SqliteConnection(_connectionString);
        SqliteConnection.ClearPool(connection);
    }

    /// <summary>A failure in words for the person who can mend it; the folder is left out, because anyone may ask.</summary>
    public string Explain(SqliteException failure)
    {
        var name = Path.GetFileName(path);
        return failure.SqliteErrorCode switch
        {
            CannotOpen => $"The database '{name}' does not exist or cannot be opened. Run the pipeline's Migrate target for this environment.",
            GenericError => $"The schema of '{name}' is missing or older than this version: {failure.Message} Run the pipeline's Migrate target for this environment.",
            _ => $"The database '{name}' cannot be used: {failure.Message}",
        };
    }
}
