using Microsoft.Data.Sqlite;

namespace Pipeline.Sdk.Migrations;

/// <summary>Writes at once; every statement is compiled once, since a run repeats very few of them.</summary>
internal sealed class SqliteHistoryWriter(SqliteConnection connection) : IHistoryWriter
{
    private readonly Dictionary<string, SqliteCommand> _commands = new(StringComparer.Ordinal);

    public Task WriteAsync(string sql, (string Name, object? Value)[] parameters, CancellationToken cancellationToken)
    {
        if (!_commands.TryGetValue(sql, out var command))
        {
            _commands[sql] = command = connection.CreateCommand();
#pragma warning disable CA2100 // SQL of the migrator's own.
            command.CommandText = sql;
#pragma warning restore CA2100
            foreach (var (name, _) in parameters) command.Parameters.Add(new SqliteParameter { ParameterName = name });
        }

        for (var i = 0; i < parameters.Length; i++) command.Parameters[i].Value = parameters[i].Value ?? DBNull.Value;
        command.ExecuteNonQuery();
        return Task.CompletedTask;
    }

    public Task SendAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public ValueTask DisposeAsync()
    {
        foreach (var command in _commands.Values) command.Dispose();
        _commands.Clear();
        return ValueTask.CompletedTask;
    }
}
