using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Pipeline.Sdk.Migrations;

/// <summary>Executes a script statement by statement; SQLite itself says where one ends, so that strings and triggers may hold semicolons.</summary>
internal sealed class SqliteScriptRunner(SqliteConnection connection, sqlite3 handle, SqliteScriptGuard guard, string database, bool enforcesForeignKeys)
{
    public void Run(MigrationScript script, CancellationToken cancellationToken)
    {
        using var interruption = cancellationToken.Register(() => raw.sqlite3_interrupt(handle));

        // The terminating NUL is passed on: without it SQLite copies the rest of the script for every statement.
        var sql = Encoding.UTF8.GetBytes(script.Text + '\0');
        var position = new Position(sql.Length - 1);
        var statements = 0;
        while (position.MoveToStatement(sql))
        {
            cancellationToken.ThrowIfCancellationRequested();
            guard.NextStatement();
            position.Offset = RunStatement(sql, script.File, position, cancellationToken);
            statements++;
        }

        if (statements == 0) throw MigrationDiagnostics.NoStatement(script.File).ToFailure();
    }

    private int RunStatement(byte[] sql, string file, Position position, CancellationToken cancellationToken)
    {
        var remaining = sql.AsSpan(position.Offset);
        var code = raw.sqlite3_prepare_v2(handle, remaining, out var statement, out var tail);
        using (statement)
        {
            if (code != raw.SQLITE_OK) throw Failure(code, file, position.Line, cancellationToken);

            RefuseVacuum(remaining, file, position.Line);
            RefuseHarmfulDrop(file, position.Line);
            do code = raw.sqlite3_step(statement);
            while (code == raw.SQLITE_ROW);
            if (code != raw.SQLITE_DONE) throw Failure(code, file, position.Line, cancellationToken);
        }

        return sql.Length - tail.Length;
    }

    // The authorizer is not asked about VACUUM, which always starts with this keyword.
    private static void RefuseVacuum(ReadOnlySpan<byte> statement, string file, int line)
    {
        if (Ascii.EqualsIgnoreCase(statement[..Math.Min(6, statement.Length)], "VACUUM"u8))
            throw MigrationDiagnostics.StatementRefused(file, line, "VACUUM").ToFailure();
    }

    private void RefuseHarmfulDrop(string file, int line)
    {
        if (!enforcesForeignKeys) return;

        foreach (var table in guard.DroppedTables.ToArray())
        {
            if (SqliteForeignKeys.TablesThatFollow(connection, table) is { } referrers)
                throw MigrationDiagnostics.DropWouldChangeRows(file, line, table, referrers).ToFailure();
        }
    }

    private Exception Failure(int code, string file, int line, CancellationToken cancellationToken)
    {
        if (guard.Refused is { } refused) return MigrationDiagnostics.StatementRefused(file, line, refused).ToFailure();
        if (guard.TouchesHistory) return MigrationDiagnostics.HistoryTouched(file, line).ToFailure();
        if (SqliteFailure.Primary(code) == raw.SQLITE_INTERRUPT && cancellationToken.IsCancellationRequested)
            return new OperationCanceledException(cancellationToken);

        var reason = SqliteFailure.Message(handle);
        return SqliteFailure.WayOut(code) is { } wayOut
            ? MigrationDiagnostics.DatabaseUnusable(database, reason, wayOut, at: $"{file}({line})").ToFailure()
            : MigrationDiagnostics.ScriptFailed(file, line, reason).ToFailure();
    }

    /// <summary>How far the script has been read. The terminating NUL lies at <paramref name="end"/>.</summary>
    private sealed class Position(int end)
    {
        private int _counted;

        public int Offset { get; set; }

        public int Line { get; private set; } = 1;

        public bool MoveToStatement(ReadOnlySpan<byte> sql)
        {
            Offset += SqliteStatementStart.Find(sql[Offset..end]);
            Line += sql[_counted..Offset].Count((byte)'\n');
            _counted = Offset;
            return Offset < end;
        }
    }
}
