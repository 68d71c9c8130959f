using System.Collections.Immutable;

namespace Pipeline.Sdk.Migrations;

/// <summary>How one engine stores the list of what was applied, and the events.</summary>
internal sealed record HistoryLayout
{
    public const string SqliteTable = "pipeline_migrations";
    public const string SqliteEvents = "pipeline_migration_events";
    public const string PostgresSchema = "pipeline_sdk";

    private const string Columns =
        "id {0} NOT NULL PRIMARY KEY, kind {0} NOT NULL, version {1} NOT NULL, name {0} NOT NULL, checksum {0} NOT NULL, phase {0} NOT NULL, compatible_from {0}, "
        + "how {0} NOT NULL, progress {0}, applied_at {2} NOT NULL, duration_ms {1} NOT NULL, run_id {0}, applied_by {0}";

    private const string EventColumns = "at {2} NOT NULL, action {0} NOT NULL, migration {0}, checksum {0}, detail {0}, run_id {0}, applied_by {0}";

    public static HistoryLayout Sqlite { get; } = new()
    {
        Engine = DatabaseEngine.Sqlite,
        Table = SqliteTable,
        Events = SqliteEvents,
        Exists = $"SELECT count(*) FROM pragma_table_info('{SqliteTable}') WHERE name IN ('version', 'id')",
        Create =
        [
            // Without row ids an entry is one page of its transaction and not two: its key is where it lies.
            $"CREATE TABLE IF NOT EXISTS {SqliteTable} ({Format(Columns, "TEXT", "INTEGER", "TEXT")}) WITHOUT ROWID",
            $"CREATE TABLE IF NOT EXISTS {SqliteEvents} (seq INTEGER PRIMARY KEY, {Format(EventColumns, "TEXT", "INTEGER", "TEXT")})",
        ],
        TimeOut = "{0}",
        TimeIn = "{0}",
    };

    public static HistoryLayout Postgres { get; } = new()
    {
        Engine = DatabaseEngine.Postgres,
        Table = PostgresSchema + ".migrations",
        Events = PostgresSchema + ".events",
        Exists = $"SELECT count(*) FROM pg_attribute WHERE attrelid = to_regclass('{PostgresSchema}.migrations') AND attname IN ('version', 'id')",
        Create =
        [
            $"CREATE SCHEMA IF NOT EXISTS {PostgresSchema}",
            $"CREATE TABLE IF NOT EXISTS {PostgresSchema}.migrations ({Format(Columns, "text", "bigint", "timestamptz")})",
            $"CREATE TABLE IF NOT EXISTS {PostgresSchema}.events (seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, {Format(EventColumns, "text", "bigint", "timestamptz")})",
        ],
        TimeOut = "to_char({0} AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')",
        TimeIn = "CAST({0} AS timestamptz)",
    };

    public required DatabaseEngine Engine { get; init; }

    public required string Table { get; init; }

    public required string Events { get; init; }

    /// <summary>Counts the columns <c>version</c> and <c>id</c>: 0 without a table, 1 for the first layout of SQLite, 2 for the one of today.</summary>
    public required string Exists { get; init; }

    public required ImmutableArray<string> Create { get; init; }

    /// <summary>Makes text of a stored time.</summary>
    public required string TimeOut { get; init; }

    /// <summary>Makes a stored time of text.</summary>
    public required string TimeIn { get; init; }

    /// <summary>The first layout had no key for what has no version. Its entries move over within the caller's transaction.</summary>
    public static ImmutableArray<string> UpgradeOfSqlite { get; } =
    [
        $"ALTER TABLE {SqliteTable} RENAME TO {SqliteTable}_old",
        .. Sqlite.Create,
        $"INSERT INTO {SqliteTable} (id, kind, version, name, checksum, phase, how, applied_at, duration_ms, run_id, applied_by) "
            + $"SELECT 'V' || version, 'versioned', version, name, checksum, 'migrate', 'applied', applied_at, duration_ms, run_id, applied_by FROM {SqliteTable}_old",
        $"DROP TABLE {SqliteTable}_old",
    ];

    private static string Format(string columns, string text, string number, string time) => string.Format(System.Globalization.CultureInfo.InvariantCulture, columns, text, number, time);
}
