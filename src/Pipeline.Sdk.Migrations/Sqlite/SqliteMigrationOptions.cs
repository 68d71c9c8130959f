using Microsoft.Data.Sqlite;

namespace Pipeline.Sdk.Migrations;

/// <summary>How a SQLite database is migrated.</summary>
public sealed record SqliteMigrationOptions : MigrationOptions
{
    /// <summary>
    /// Whether foreign keys act while scripts run; the default is true. They are checked before the commit in both cases. Set it to false to
    /// rebuild a table that others refer to, as SQLite's documentation of ALTER TABLE (section 7) prescribes: with foreign keys on,
    /// DROP TABLE deletes the table's rows first, and cascades. A single script says so by <c>-- pipeline: foreign-keys off</c>.
    /// </summary>
    public bool EnforceForeignKeys { get; init; } = true;

    /// <summary>Called with the open connection: tests make it refuse to write.</summary>
    internal Action<SqliteConnection>? Opened { get; init; }
}
