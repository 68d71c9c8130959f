using System.Collections.Immutable;
using System.Data.Common;

namespace Pipeline.Sdk.Migrations;

/// <summary>
/// One migrator at work on a database, alone: what the rules, which are the same for every engine, ask of an engine. Members throw
/// <see cref="StepFailedException"/> with the database's own reason when it refuses.
/// </summary>
internal abstract class MigrationSession : IAsyncDisposable
{
    public abstract DatabaseEngine Engine { get; }

    /// <summary>The connection, in the open transaction: nothing that was begun still waits to be sent.</summary>
    public abstract Task<DbConnection> ConnectionAsync(CancellationToken cancellationToken);

    public abstract HistoryStore History { get; }

    /// <summary>Says, for messages, what is left of this run when something fails now.</summary>
    public string Outcome { get; set; } = MigrationDiagnostics.NothingApplied;

    /// <summary>Begins the transaction of a group of scripts, or goes on in the one that the lock began.</summary>
    /// <returns>Whether someone else may have changed the list since it was read.</returns>
    public abstract Task<bool> BeginAsync(GroupSettings settings, CancellationToken cancellationToken);

    /// <summary>Checks what can be checked at the end of a transaction, and makes everything permanent.</summary>
    public abstract Task CommitAsync(CancellationToken cancellationToken);

    /// <summary>Takes everything back since <see cref="BeginAsync"/>.</summary>
    public abstract Task RollbackAsync();

    /// <summary>Executes a script's statements in the open transaction.</summary>
    public abstract Task ExecuteAsync(MigrationScript script, IStatementObserver? observer, CancellationToken cancellationToken);

    /// <summary>Executes one statement of a script outside of any transaction.</summary>
    public abstract Task ExecuteAloneAsync(MigrationScript script, SqlStatement statement, GroupSettings settings, IStatementObserver? observer, CancellationToken cancellationToken);

    /// <summary>Whether a statement that may or may not have run before a kill has left what it makes; null when that cannot be told.</summary>
    public abstract Task<bool?> IsDoneAsync(SqlStatement statement, CancellationToken cancellationToken);

    /// <summary>Removes what a failed attempt of a statement left behind, such as an invalid index.</summary>
    public abstract Task CleanUpAsync(SqlStatement statement, Action<string> log, CancellationToken cancellationToken);

    /// <summary>How batched scripts fill this engine.</summary>
    public abstract BatchRules BatchRules { get; }

    /// <summary>The next ranges of keys behind one, as SQL literals; none when there are no more keys.</summary>
    /// <param name="batch">What says which table and key.</param>
    /// <param name="after">The last key of the range before; null for the first range.</param>
    /// <param name="size">How many keys a range has at most.</param>
    /// <param name="count">How many ranges there are at most.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public abstract Task<ImmutableArray<BatchRange>> NextRangesAsync(BatchDirective batch, string? after, int size, int count, CancellationToken cancellationToken);

    /// <summary>
    /// Executes a batched script's statements for ranges, saves the progress with each and commits it, and looks for the ranges behind them. Of a range that fails nothing is
    /// done; the ranges before it stay.
    /// </summary>
    /// <returns>The next ranges; none when there are no more keys.</returns>
    public abstract Task<ImmutableArray<BatchRange>> RunRangesAsync(BatchTrip trip, CancellationToken cancellationToken);

    /// <summary>What the database is busy with beside this migrator.</summary>
    public abstract Task<DatabaseLoad> LoadAsync(CancellationToken cancellationToken);

    /// <summary>Whether the same may succeed when it is tried again: a lock that was not free, a deadlock, a serialization failure.</summary>
    public abstract bool IsTransient(Exception failure);

    /// <summary>Whether the database holds objects that are not the migrator's.</summary>
    public abstract Task<bool> HasObjectsAsync(CancellationToken cancellationToken);

    /// <summary>Takes a backup that holds the state before the open transaction, and opens it.</summary>
    /// <returns>The backup's path.</returns>
    public abstract Task<string> BackUpAsync(string? folder, Action<string> log, CancellationToken cancellationToken);

    /// <summary>What the schema is and what the data is.</summary>
    public abstract Task<DatabaseSnapshot> SnapshotAsync(ImmutableArray<string> volatileColumns, CancellationToken cancellationToken);

    /// <summary>The rows and bytes of every table, as the engine estimates them.</summary>
    public abstract Task<ImmutableArray<TableSize>> SizesAsync(CancellationToken cancellationToken);

    /// <summary>What a sequence of statements in tables of other migrators' lists holds.</summary>
    public abstract Task<bool> TableExistsAsync(string table, CancellationToken cancellationToken);

    public abstract ValueTask DisposeAsync();
}
