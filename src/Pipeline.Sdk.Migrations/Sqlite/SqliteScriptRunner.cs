using System.Diagnostics;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Pipeline.Sdk.Migrations;

/// <summary>Executes a script statement by statement; SQLite itself says where one ends, so that strings and triggers may hold semicolons.</summary>
internal sealed class SqliteScriptRunner(SqliteConnection connection, sqlite3 handle, SqliteScriptGuard guard, string database, bool enforcesForeignKeys, string outcome)
{
    private readonly List<long> _changes = [];

    /// <summary>Whether the statement is one of those that cannot be in a transaction, which is allowed.</summary>
    public bool IsAlone { get; init; }

    /// <summary>Whether the last interruption came from the statement's time limit.</summary>
    public bool TimedOut { get; set; }

    /// <summary>Whether it failed because somebody else had the lock. Of a statement that stands alone nothing is done then.</summary>
    public bool WasBusy { get; private set; }

    /// <summary>How many rows the statements changed.</summary>
    public long Changes => _changes.Sum();

    public async Task RunAsync(string file, string text, int firstLine, MigrationScript script, IStatementObserver? observer, CancellationToken cancellationToken)
    {
        using var interruption = cancellationToken.Register(() => raw.sqlite3_interrupt(handle));

        // The terminating NUL is passed on: without it SQLite copies the rest of the script for every statement.
        var sql = Encoding.UTF8.GetBytes(text + '\0');
        var position = new Position(sql.Length - 1, firstLine);
        var statements = 0;
        while (position.MoveToStatement(sql))
        {
            cancellationToken.ThrowIfCancellationRequested();
            guard.NextStatement();
            var (start, began) = (position.Offset, Stopwatch.GetTimestamp());
            position.Offset = RunStatement(sql, file, position, cancellationToken);
            statements++;
            if (observer is not null)
            {
                var statement = new SqlStatement(Encoding.UTF8.GetString(sql.AsSpan(start, position.Offset - start)), position.Line, DatabaseEngine.Sqlite);
                guard.IsSuspended = true;
                await observer.OnStatementAsync(script, position.Line, statement.Short, Stopwatch.GetElapsedTime(began), cancellationToken).ConfigureAwait(false);
                guard.IsSuspended = false;
            }
        }

        if (statements == 0) throw MigrationDiagnostics.NoStatement(file, outcome).ToFailure();
    }

    private int RunStatement(byte[] sql, string file, Position position, CancellationToken cancellationToken)
    {
        var remaining = sql.AsSpan(position.Offset);
        var code = raw.sqlite3_prepare_v2(handle, remaining, out var statement, out var tail);
        using (statement)
        {
            if (code != raw.SQLITE_OK) throw Failure(code, file, position.Line, cancellationToken);

            // The authorizer is not asked about VACUUM itself, which always starts with this keyword, but about all that it does inside.
            var isVacuum = Ascii.EqualsIgnoreCase(remaining[..Math.Min(6, remaining.Length)], "VACUUM"u8);
            if (isVacuum && !IsAlone) throw MigrationDiagnostics.StatementRefused(file, position.Line, "VACUUM", outcome).ToFailure();

            RefuseHarmfulDrop(file, position.Line);
            guard.IsSuspended = isVacuum;
            do code = raw.sqlite3_step(statement);
            while (code == raw.SQLITE_ROW);
            guard.IsSuspended = false;
            if (code != raw.SQLITE_DONE) throw Failure(code, file, position.Line, cancellationToken);

            if (raw.sqlite3_stmt_readonly(statement) == 0) _changes.Add(raw.sqlite3_changes(handle));
        }

        return sql.Length - tail.Length;
    }

    private void RefuseHarmfulDrop(string file, int line)
    {
        if (!enforcesForeignKeys) return;

        foreach (var table in guard.DroppedTables.ToArray())
        {
            if (SqliteForeignKeys.TablesThatFollow(connection, table) is { } referrers)
                throw MigrationDiagnostics.DropWouldChangeRows(file, line, table, referrers, outcome).ToFailure();
        }
    }

    private Exception Failure(int code, string file, int line, CancellationToken cancellationToken)
    {
        if (guard.Refused is { } refused) return MigrationDiagnostics.StatementRefused(file, line, refused, outcome).ToFailure();
        if (guard.TouchesHistory) return MigrationDiagnostics.HistoryTouched(file, line, HistoryLayout.SqliteTable, outcome).ToFailure();
        if (SqliteFailure.Primary(code) == raw.SQLITE_INTERRUPT && TimedOut) return MigrationDiagnostics.StatementTimeout(file, line, outcome).ToFailure();
        if (SqliteFailure.Primary(code) == raw.SQLITE_INTERRUPT && cancellationToken.IsCancellationRequested)
            return new OperationCanceledException(cancellationToken);

        WasBusy = SqliteFailure.Primary(code) == raw.SQLITE_BUSY;
        var reason = SqliteFailure.Message(handle);
        return SqliteFailure.WayOut(code) is { } wayOut
            ? MigrationDiagnostics.DatabaseUnusable("SQLite", database, reason, wayOut, outcome, at: $"{file}({line})").ToFailure()
            : MigrationDiagnostics.ScriptFailed(file, line, reason, outcome).ToFailure();
    }

    /// <summary>How far the script has been read. The terminating NUL lies at <paramref name="end"/>.</summary>
    private sealed class Position(int end, int firstLine)
    {
        private int _counted;

        public int Offset { get; set; }

        public int Line { get; private set; } = firstLine;

        public bool MoveToStatement(ReadOnlySpan<byte> sql)
        {
            Offset += SqliteStatementStart.Find(sql[Offset..end]);
            Line += sql[_counted..Offset].Count((byte)'\n');
            _counted = Offset;
            return Offset < end;
        }
    }
}
