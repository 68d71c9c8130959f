namespace Pipeline.Sdk.Migrations;

/// <summary>Which pending scripts share a transaction. A script that cannot be in one, a batched one and one with timeouts of its own always stand alone.</summary>
public enum TransactionMode
{
    /// <summary>What suits the engine: <see cref="AllPending"/> for SQLite, <see cref="PerMigration"/> for PostgreSQL, which holds locks until a transaction ends.</summary>
    Default,

    /// <summary>A transaction for each script: those before a failing one stay applied.</summary>
    PerMigration,

    /// <summary>One transaction for all: a failure leaves nothing.</summary>
    AllPending,
}
