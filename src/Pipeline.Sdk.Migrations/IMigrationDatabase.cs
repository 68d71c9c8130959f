namespace Pipeline.Sdk.Migrations;

/// <summary>A database that migrations can be applied to: what is particular to SQLite, later to PostgreSQL.</summary>
public interface IMigrationDatabase
{
    /// <summary>How messages and the report name the database. It holds no secret.</summary>
    string Name { get; }

    /// <summary>Takes the database's migration lock and begins the one transaction, waiting a bounded time while another migrator holds it.</summary>
    /// <param name="log">Receives lines for a person: what is being waited for.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="StepFailedException">The database cannot be opened, or the lock was not free in time.</exception>
    Task<IMigrationSession> BeginAsync(Action<string> log, CancellationToken cancellationToken = default);
}
