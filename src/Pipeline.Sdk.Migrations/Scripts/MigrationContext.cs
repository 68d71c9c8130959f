using System.Data.Common;

namespace Pipeline.Sdk.Migrations;

/// <summary>What a migration in C# works with.</summary>
public sealed class MigrationContext
{
    internal MigrationContext(DbConnection connection, DatabaseEngine engine, Action<string> log) => (Connection, Engine, Log) = (connection, engine, log);

    /// <summary>The open connection, in the migrator's transaction. Begin and commit nothing on it, and leave it open.</summary>
    public DbConnection Connection { get; }

    /// <summary>The database system.</summary>
    public DatabaseEngine Engine { get; }

    /// <summary>Takes lines for a person.</summary>
    public Action<string> Log { get; }

    /// <summary>Executes SQL with parameters.</summary>
    /// <param name="sql">One statement; parameters are written <c>@name</c>.</param>
    /// <param name="parameters">The values.</param>
    /// <param name="cancellationToken">Interrupts it.</param>
    /// <returns>The number of rows that were changed; -1 for statements that change none.</returns>
    public async Task<int> ExecuteAsync(string sql, IReadOnlyDictionary<string, object?>? parameters = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(sql);
        var command = Connection.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
#pragma warning disable CA2100 // Running the author's SQL is the purpose.
            command.CommandText = sql;
#pragma warning restore CA2100
            command.CommandTimeout = 0;
            foreach (var (name, value) in parameters ?? new Dictionary<string, object?>())
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = name;
                parameter.Value = value ?? DBNull.Value;
                command.Parameters.Add(parameter);
            }

            return await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
