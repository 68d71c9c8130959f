namespace Pipeline.Sdk.Migrations;

/// <summary>A database that migrations can be applied to. What is particular to an engine stands behind this seam: <see cref="SqliteMigrationDatabase"/>, <see cref="PostgresMigrationDatabase"/>.</summary>
public abstract class MigrationDatabase
{
    private protected MigrationDatabase(string name, MigrationOptions options, TimeProvider time) => (Name, Options, Time) = (name, options, time);

    /// <summary>How messages and the report name the database. It holds no secret.</summary>
    public string Name { get; }

    /// <summary>The engine.</summary>
    public abstract DatabaseEngine Engine { get; }

    internal MigrationOptions Options { get; }

    internal TimeProvider Time { get; }

    /// <summary>Connects and takes the migrator's lock, waiting a bounded time while another migrator holds it.</summary>
    /// <exception cref="StepFailedException">The database cannot be used, or the lock was not free in time.</exception>
    internal abstract Task<MigrationSession> OpenAsync(MigrationRun run, Action<string> log, CancellationToken cancellationToken);

    /// <summary>Connects to look, without the lock; null when there is no database yet.</summary>
    internal abstract Task<MigrationSession?> OpenToReadAsync(CancellationToken cancellationToken);

    /// <summary>A copy of the database to try things on, which is gone when it is disposed.</summary>
    internal abstract Task<ScratchCopy> CopyAsync(Action<string> log, CancellationToken cancellationToken);
}
