using System.Collections.Immutable;

namespace Pipeline.Sdk.Migrations;

/// <summary>
/// One locked transaction on a database. Disposing it without <see cref="CommitAsync"/> leaves the database as it was.
/// All members throw <see cref="StepFailedException"/> with the database's own reason when it refuses.
/// </summary>
public interface IMigrationSession : IAsyncDisposable
{
    /// <summary>What was applied, in the order of the versions; read under the lock, so nobody can add to it meanwhile.</summary>
    /// <param name="cancellationToken">Ends the wait for the database.</param>
    Task<ImmutableArray<AppliedMigration>> ReadHistoryAsync(CancellationToken cancellationToken = default);

    /// <summary>Executes a script's statements.</summary>
    /// <param name="script">The script.</param>
    /// <param name="cancellationToken">Interrupts a statement that is running.</param>
    Task ExecuteAsync(MigrationScript script, CancellationToken cancellationToken = default);

    /// <summary>Adds an entry to the list of what was applied.</summary>
    /// <param name="applied">The entry.</param>
    /// <param name="cancellationToken">Ends the wait for the database.</param>
    Task RecordAsync(AppliedMigration applied, CancellationToken cancellationToken = default);

    /// <summary>Checks what the database can check at the end of a transaction, and makes everything permanent.</summary>
    /// <param name="cancellationToken">Ends the wait for the database.</param>
    Task CommitAsync(CancellationToken cancellationToken = default);
}
