namespace Pipeline.Sdk.Migrations;

/// <summary>A copy of a database to try things on.</summary>
/// <param name="Database">The copy.</param>
/// <param name="How">How it was made, for the report.</param>
/// <param name="Remove">Removes it.</param>
internal sealed record ScratchCopy(MigrationDatabase Database, string How, Func<Task> Remove) : IAsyncDisposable
{
    public async ValueTask DisposeAsync() => await Remove().ConfigureAwait(false);
}
