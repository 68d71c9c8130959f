namespace Pipeline.Sdk.Migrations;

/// <summary>How an engine writes to the list: at once, or together with what comes next.</summary>
internal interface IHistoryWriter : IAsyncDisposable
{
    /// <summary>Executes SQL with named parameters, at the latest before the transaction ends.</summary>
    Task WriteAsync(string sql, (string Name, object? Value)[] parameters, CancellationToken cancellationToken);

    /// <summary>Nothing waits any more when it has ended: someone wants to read.</summary>
    Task SendAsync(CancellationToken cancellationToken);
}
