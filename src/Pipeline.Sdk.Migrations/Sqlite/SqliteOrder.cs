using SQLitePCL;

namespace Pipeline.Sdk.Migrations;

/// <summary>A statement without parameters and rows that is given again and again; compiled once.</summary>
internal sealed class SqliteOrder(sqlite3 handle, string sql) : IDisposable
{
    private sqlite3_stmt? _statement;

    /// <summary>Gives it.</summary>
    /// <returns>SQLite's result code.</returns>
    public int Run()
    {
        if (_statement is null)
        {
            var code = raw.sqlite3_prepare_v2(handle, sql, out _statement);
            if (code != raw.SQLITE_OK) return code;
        }

        // Done or not, reset gives the code of the attempt.
        _ = raw.sqlite3_step(_statement);
        return raw.sqlite3_reset(_statement);
    }

    public void Dispose() => _statement?.Dispose();
}
