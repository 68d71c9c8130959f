using System.Collections.Frozen;
using SQLitePCL;

namespace Pipeline.Sdk.Migrations;

/// <summary>
/// While a script runs, SQLite's own compiler asks it about everything a statement would do, so that no spelling, comment or trigger gets past. It is there as long as
/// its connection is: every change of the authorizer makes SQLite compile all prepared statements anew.
/// </summary>
internal sealed class SqliteScriptGuard : IDisposable
{
    // What a rollback undoes, and what only reads. Settings such as journal_mode, foreign_keys or synchronous are silently without effect
    // in a transaction or cannot be taken back; writable_schema can destroy the database.
    private static readonly FrozenSet<string> Allowed = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "application_id", "defer_foreign_keys", "foreign_key_check", "foreign_key_list", "index_info", "index_list", "index_xinfo", "integrity_check",
        "legacy_alter_table", "quick_check", "table_info", "table_list", "table_xinfo", "user_version");

    private readonly sqlite3 _handle;
    private bool _isAlone;
    private readonly List<string> _droppedTables = [];

    public SqliteScriptGuard(sqlite3 handle)
    {
        _handle = handle;
        _ = raw.sqlite3_set_authorizer(handle, (delegate_authorizer)Authorize, null);
    }

    public static IEnumerable<string> AllowedPragmas => Allowed.Order(StringComparer.Ordinal);

    /// <summary>While true, everything is allowed: no script runs, the migrator itself asks something between two statements, or VACUUM attaches, begins and copies.</summary>
    public bool IsSuspended { get; set; } = true;

    /// <summary>What the last statement was refused for, in SQL; null when it was not.</summary>
    public string? Refused { get; private set; }

    /// <summary>Whether the last statement was refused because it touches the migrator's own table.</summary>
    public bool TouchesHistory { get; private set; }

    /// <summary>The tables that the last statement drops.</summary>
    public IReadOnlyList<string> DroppedTables => _droppedTables;

    /// <summary>A script begins; <see cref="IsSuspended"/> ends it.</summary>
    /// <param name="isAlone">Whether it may do what cannot be in a transaction.</param>
    public void Watch(bool isAlone)
    {
        _isAlone = isAlone;
        IsSuspended = false;
    }

    public void NextStatement()
    {
        Refused = null;
        TouchesHistory = false;
        _droppedTables.Clear();
    }

    public void Dispose() => _ = raw.sqlite3_set_authorizer(_handle, (delegate_authorizer?)null, null);

    // The meaning of the two parameters depends on the action: https://sqlite.org/c3ref/c_alter_table.html
    private int Authorize(object state, int action, utf8z first, utf8z second, utf8z schema, utf8z trigger) =>
        IsSuspended ? raw.SQLITE_OK : Authorize(action, first.utf8_to_string(), second.utf8_to_string());

    private int Authorize(int action, string? first, string? second)
    {
        switch (action)
        {
            case raw.SQLITE_TRANSACTION:
                return Refuse(first ?? "BEGIN");
            case raw.SQLITE_SAVEPOINT:
                return Refuse(first == "BEGIN" ? "SAVEPOINT" : $"{first} of a savepoint");
            case raw.SQLITE_ATTACH:
                return Refuse("ATTACH");
            case raw.SQLITE_DETACH:
                return Refuse("DETACH");
            case raw.SQLITE_PRAGMA when _isAlone && !"writable_schema".Equals(first, StringComparison.OrdinalIgnoreCase):
                return raw.SQLITE_OK;
            case raw.SQLITE_PRAGMA:
                // Without a value a pragma reads, and virtual tables read settings that way; checkpoints act all the same.
                var reads = second is null && !"wal_checkpoint".Equals(first, StringComparison.OrdinalIgnoreCase);
                return reads || (first is not null && Allowed.Contains(first)) ? raw.SQLITE_OK : Refuse($"PRAGMA {first}");
            case raw.SQLITE_INSERT or raw.SQLITE_UPDATE or raw.SQLITE_DELETE or raw.SQLITE_CREATE_TABLE:
                return Change(first);
            case raw.SQLITE_ALTER_TABLE or raw.SQLITE_CREATE_TRIGGER or raw.SQLITE_CREATE_INDEX:
                return Change(second);
            case raw.SQLITE_DROP_TABLE:
                if (first is not null) _droppedTables.Add(first);
                return Change(first);
            default:
                return raw.SQLITE_OK;
        }
    }

    private int Refuse(string statement)
    {
        Refused = statement;
        return raw.SQLITE_DENY;
    }

    private int Change(string? table)
    {
        if (!HistoryLayout.SqliteTable.Equals(table, StringComparison.OrdinalIgnoreCase)
            && !HistoryLayout.SqliteEvents.Equals(table, StringComparison.OrdinalIgnoreCase))
            return raw.SQLITE_OK;

        TouchesHistory = true;
        return raw.SQLITE_DENY;
    }
}
