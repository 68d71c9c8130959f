using System.Data.Common;
using Npgsql;

namespace Pipeline.Sdk.Dashboard;

/// <summary>A PostgreSQL database, with the connections that the driver keeps open between requests.</summary>
internal sealed class PostgresDatabase(string connectionString) : DashboardDatabase
{
    private readonly NpgsqlConnectionStringBuilder _settings = new(connectionString) { Timeout = 5, CommandTimeout = 10, MaxPoolSize = 20, ApplicationName = "dashboard" };

    public override DbConnection Open()
    {
        var connection = new NpgsqlConnection(_settings.ConnectionString);
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public override void Close()
    {
        using var connection = new NpgsqlConnection(_settings.ConnectionString);
        NpgsqlConnection.ClearPool(connection);
    }

    public override string Explain(DbException failure) => failure is PostgresException refused
        ? refused.SqlState switch
        {
            PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn or PostgresErrorCodes.InvalidCatalogName =>
                $"The schema of '{_settings.Database}' is missing or older than this version: {refused.MessageText}. Run the pipeline's Migrate target for this environment.",
            PostgresErrorCodes.InvalidPassword => $"PostgreSQL does not let the dashboard log in to '{_settings.Database}'. Run the pipeline's Migrate target for this environment.",
            _ => $"The database '{_settings.Database}' cannot be used: {refused.MessageText}",
        }
        : $"The database '{_settings.Database}' cannot be reached. Does its server run?";
}
