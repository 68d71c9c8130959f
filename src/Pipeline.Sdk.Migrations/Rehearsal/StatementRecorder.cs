using System.Collections.Immutable;

namespace Pipeline.Sdk.Migrations;

/// <summary>Notes every statement of a rehearsal with the locks that the session holds after it.</summary>
internal sealed class StatementRecorder(MigrationSession session) : IStatementObserver
{
    private readonly List<StatementReport> _statements = [];

    public async Task OnStatementAsync(MigrationScript script, int line, string text, TimeSpan duration, CancellationToken cancellationToken) => _statements.Add(new StatementReport
    {
        File = script.File,
        Line = line,
        Text = text,
        Duration = duration,
        Locks = session is PostgresMigrationSession postgres ? await LocksAsync(postgres, cancellationToken).ConfigureAwait(false) : ["the database's write lock"],
    });

    public ImmutableArray<StatementReport> Take()
    {
        var taken = _statements.ToImmutableArray();
        _statements.Clear();
        return taken;
    }

    private static async Task<ImmutableArray<string>> LocksAsync(PostgresMigrationSession session, CancellationToken cancellationToken) => [.. (await session.RowsAsync(
        """
        SELECT DISTINCT l.mode || ' on ' || l.relation::regclass::text FROM pg_locks l JOIN pg_class c ON c.oid = l.relation JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE l.pid = pg_backend_pid() AND l.locktype = 'relation' AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'pipeline_sdk') AND l.mode NOT IN ('AccessShareLock') ORDER BY 1
        """,
        cancellationToken).ConfigureAwait(false)).Select(row => row[0])];
}
