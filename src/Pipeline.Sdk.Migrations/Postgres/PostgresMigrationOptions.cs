namespace Pipeline.Sdk.Migrations;

/// <summary>How a PostgreSQL database is migrated.</summary>
public sealed record PostgresMigrationOptions : MigrationOptions
{
    /// <summary>The defaults.</summary>
    public PostgresMigrationOptions() => BatchDuration = TimeSpan.FromMilliseconds(15);

    /// <summary>
    /// How long a statement waits for a lock (<c>lock_timeout</c>) before its script is taken back and tried again; the default is 500 ms. Readers that arrive meanwhile
    /// wait behind it, so it bounds their wait too.
    /// </summary>
    public TimeSpan StatementLockTimeout { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How often a script is tried again after a lock timeout, a deadlock or a serialization failure (55P03, 40P01, 40001); the default is 20.</summary>
    public int Retries { get; init; } = 20;

    /// <summary>The first pause between two attempts; it doubles up to 10 s, with jitter. The default is 100 ms.</summary>
    public TimeSpan RetryPause { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// While other sessions work, a batched script rests this many times as long as it works, a quarter of a second at a time; 0 (never) to 1,000, the default is 3.
    /// A session works when it did something within the last tenth of a second. An account that may not look into other sessions (it needs <c>pg_read_all_stats</c>) takes
    /// every one of them for one that works.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not within 0 and 1,000.</exception>
    public double BatchRestRatio
    {
        get;
        init => field = value is >= 0 and <= 1000 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A rest is 0 to 1,000 times as long as the work before it: write BatchRestRatio = 3, or 0 for no rest.");
    } = 3;

    /// <summary>
    /// Whether objects belong to a role that cannot log in, and scripts run as a login that exists for the run alone; the default is true. The account of the
    /// connection must be able to create roles. False runs scripts as that account.
    /// </summary>
    public bool LeastPrivilege { get; init; } = true;

    /// <summary>The role that owns the database's objects; null for <c>DATABASE_owner</c>.</summary>
    public string? OwnerRole { get; init; }

    /// <summary>The role that the service logs in with: it may read and write rows, and has no right to change the schema. Null when there is none.</summary>
    public string? ServiceRole { get; init; }

    /// <summary>The folder of <c>pg_dump</c> and <c>pg_restore</c>; null looks on the PATH and where Debian installs them.</summary>
    public string? ProgramFolder { get; init; }
}
