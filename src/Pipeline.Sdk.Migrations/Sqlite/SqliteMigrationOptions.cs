using Microsoft.Data.Sqlite;

namespace Pipeline.Sdk.Migrations;

/// <summary>How a SQLite database is migrated.</summary>
public sealed record SqliteMigrationOptions
{
    /// <summary>How long to wait for the database's write lock; the default is 30 s.</summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Whether foreign keys act while scripts run; the default is true. They are checked before the commit in both cases. Set it to false to
    /// rebuild a table that others refer to, as SQLite's documentation of ALTER TABLE (section 7) prescribes: with foreign keys on,
    /// DROP TABLE deletes the table's rows first, and cascades.
    /// </summary>
    public bool EnforceForeignKeys { get; init; } = true;

    /// <summary>Called with the open connection: tests make it refuse to write.</summary>
    internal Action<SqliteConnection>? Opened { get; init; }
}
