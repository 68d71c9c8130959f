using Npgsql;

namespace Pipeline.Sdk.Migrations;

/// <summary>
/// SQL of the migrator's own that waits to travel with the next statement: a round trip costs as much as a small script. PostgreSQL executes nothing behind a statement
/// that fails, so a COMMIT that travels with what it is to commit commits all of that or nothing.
/// </summary>
internal sealed class PostgresPipeline(NpgsqlConnection connection, Func<NpgsqlException, Exception> failureOf) : IHistoryWriter
{
    private readonly List<NpgsqlBatchCommand> _waiting = [];

    /// <summary>How many statements wait: the place of the next one.</summary>
    public int Count => _waiting.Count;

    public void Add(params ReadOnlySpan<string> statements)
    {
#pragma warning disable CA2100 // SQL of the migrator's own, or the author's, whose execution is the purpose.
        foreach (var statement in statements) _waiting.Add(new NpgsqlBatchCommand(statement));
#pragma warning restore CA2100
    }

    public Task WriteAsync(string sql, (string Name, object? Value)[] parameters, CancellationToken cancellationToken)
    {
#pragma warning disable CA2100 // SQL of the migrator's own.
        var command = new NpgsqlBatchCommand(sql);
#pragma warning restore CA2100
        foreach (var (name, value) in parameters)
            command.Parameters.Add(value is null ? new NpgsqlParameter(name, System.Data.DbType.String) { Value = DBNull.Value } : new NpgsqlParameter(name, value));
        _waiting.Add(command);
        return Task.CompletedTask;
    }

    public async Task SendAsync(CancellationToken cancellationToken)
    {
        if (_waiting.Count == 0) return;

        try
        {
            var batch = Take();
            await using (batch.ConfigureAwait(false)) await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (NpgsqlException failure)
        {
            throw failureOf(failure);
        }
    }

    /// <summary>What waits, to be sent.</summary>
    public NpgsqlBatch Take()
    {
        var batch = new NpgsqlBatch(connection);
        foreach (var command in _waiting) batch.BatchCommands.Add(command);
        _waiting.Clear();
        return batch;
    }

    /// <summary>Forgets what waits, since its transaction is rolled back.</summary>
    public void Clear() => _waiting.Clear();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
