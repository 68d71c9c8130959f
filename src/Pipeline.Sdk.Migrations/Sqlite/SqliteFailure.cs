using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Pipeline.Sdk.Migrations;

/// <summary>SQLite's result codes as failures of a step, with the way out.</summary>
internal static class SqliteFailure
{
    /// <summary>Extended codes hold the primary one in their low byte.</summary>
    public static int Primary(int code) => code & 0xFF;

    public static StepFailedException From(sqlite3 handle, int code, string database, string outcome = MigrationDiagnostics.NothingApplied) => From(code, Message(handle), database, outcome, inner: null);

    public static StepFailedException From(SqliteException error, string database, string outcome = MigrationDiagnostics.NothingApplied) =>
        From(error.SqliteErrorCode, raw.sqlite3_errstr(error.SqliteErrorCode).utf8_to_string(), database, outcome, error);

    public static string Message(sqlite3 handle) => raw.sqlite3_errmsg(handle).utf8_to_string();

    /// <summary>What to do about a database that SQLite cannot work on; null when the code speaks of the statement rather than of the database.</summary>
    public static string? WayOut(int code) => Primary(code) switch
    {
        raw.SQLITE_READONLY => "Make the file and its folder writable for this account.",
        raw.SQLITE_FULL => "Free space on the disk, then run again.",
        raw.SQLITE_IOERR => "Check the disk and the file system.",
        raw.SQLITE_CANTOPEN or raw.SQLITE_PERM => "Check the path and its permissions.",
        raw.SQLITE_CORRUPT => "Restore the database from a backup.",
        raw.SQLITE_NOTADB => "Check the path: the file is no SQLite database, or it is encrypted.",
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => "Run again when the other user of the database has ended.",
        _ => null,
    };

    private static StepFailedException From(int code, string reason, string database, string outcome, Exception? inner) =>
        MigrationDiagnostics.DatabaseUnusable("SQLite", database, reason, WayOut(code) ?? "Run again after mending what SQLite says.", outcome).ToFailure(inner);
}
