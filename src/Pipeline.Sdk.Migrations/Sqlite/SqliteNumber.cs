using SQLitePCL;

namespace Pipeline.Sdk.Migrations;

/// <summary>A pragma that answers with a number and is asked for again and again; compiled once.</summary>
internal sealed class SqliteNumber(sqlite3 handle, string pragma) : IDisposable
{
    private sqlite3_stmt? _statement;

    /// <summary>Asks.</summary>
    /// <returns>SQLite's result code, and the number when that is SQLITE_OK.</returns>
    public (int Code, long Value) Read()
    {
        if (_statement is null)
        {
            var code = raw.sqlite3_prepare_v2(handle, "PRAGMA " + pragma, out _statement);
            if (code != raw.SQLITE_OK) return (code, 0);
        }

        var step = raw.sqlite3_step(_statement);
        var value = step == raw.SQLITE_ROW ? raw.sqlite3_column_int64(_statement, 0) : 0;
        var reset = raw.sqlite3_reset(_statement);
        return (step == raw.SQLITE_ROW ? raw.SQLITE_OK : reset, value);
    }

    public void Dispose() => _statement?.Dispose();
}
