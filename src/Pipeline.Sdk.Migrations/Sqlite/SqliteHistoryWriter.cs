using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Pipeline.Sdk.Migrations;

/// <summary>
/// Writes at once, in the open transaction. Every statement is compiled once and bound by hand: a command object takes longer for an entry than SQLite does, and a run writes one per
/// script.
/// </summary>
internal sealed class SqliteHistoryWriter(sqlite3 handle) : IHistoryWriter
{
    private readonly Dictionary<string, (sqlite3_stmt Statement, int[] Places)> _statements = new(StringComparer.Ordinal);

    public Task WriteAsync(string sql, (string Name, object? Value)[] parameters, CancellationToken cancellationToken)
    {
        if (!_statements.TryGetValue(sql, out var known))
        {
            Check(raw.sqlite3_prepare_v2(handle, sql, out var statement));
            _statements[sql] = known = (statement, [.. parameters.Select(parameter => raw.sqlite3_bind_parameter_index(statement, parameter.Name))]);
        }

        for (var i = 0; i < parameters.Length; i++) Check(Bind(known.Statement, known.Places[i], parameters[i].Value));
        _ = raw.sqlite3_step(known.Statement);

        // Done or not, reset gives the code of the attempt, and leaves its message.
        Check(raw.sqlite3_reset(known.Statement));
        return Task.CompletedTask;
    }

    public Task SendAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public ValueTask DisposeAsync()
    {
        foreach (var (statement, _) in _statements.Values) statement.Dispose();
        _statements.Clear();
        return ValueTask.CompletedTask;
    }

    private static int Bind(sqlite3_stmt statement, int place, object? value) => value switch
    {
        null => raw.sqlite3_bind_null(statement, place),
        string text => raw.sqlite3_bind_text(statement, place, text),
        IConvertible number => raw.sqlite3_bind_int64(statement, place, number.ToInt64(CultureInfo.InvariantCulture)),
        _ => throw new ArgumentException($"A history has no values of {value.GetType().Name}.", nameof(value)),
    };

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK) SqliteException.ThrowExceptionForRC(code, handle);
    }
}
