namespace Pipeline.Sdk.Migrations;

/// <summary>How a database is migrated, whatever its engine.</summary>
public abstract record MigrationOptions
{
    private protected MigrationOptions()
    {
    }

    /// <summary>How long to wait while another migrator works; the default is 30 s.</summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long one statement may take, unless its script says otherwise by <c>timeout</c>; the default is 10 minutes.</summary>
    public TimeSpan StatementTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Which scripts share a transaction; the default of SQLite is all that are pending, that of PostgreSQL is one each.</summary>
    public TransactionMode Transactions { get; init; }

    /// <summary>The environment, whose seeds are applied; null for those of every environment only.</summary>
    public string? Environment { get; init; }

    /// <summary>Whether scripts of the contract phase run, or are left for a later run; the default is that they run.</summary>
    public ContractSteps Contract { get; init; }

    /// <summary>
    /// The folder for the backup that is taken before a destructive script or one of the contract phase; null puts it beside a SQLite database, and makes
    /// PostgreSQL refuse such a script.
    /// </summary>
    public string? BackupFolder { get; init; }

    /// <summary>How many sessions may wait for locks or for the disk before a batched script pauses (PostgreSQL), looked at every quarter of a second; the default is 8.</summary>
    public int MaxWaitingSessions { get; init; } = 8;

    /// <summary>
    /// How long a range of a batched script should take: the number of keys follows it. The default is 250 ms for SQLite, whose readers see nothing of it, and 15 ms for
    /// PostgreSQL, whose readers share processors and log with it; there ranges are sent together, for a quarter of a second at a time.
    /// </summary>
    public TimeSpan BatchDuration { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Runs PostgreSQL's programs on behalf of a target; null outside of a pipeline.</summary>
    internal IProcessRunner? Programs { get; init; }

    /// <summary>Hears of every step before it is done; a test ends the process there.</summary>
    internal Action<string> Checkpoint { get; init; } = _ => { };
}
