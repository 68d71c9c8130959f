using System.Collections.Immutable;

namespace Pipeline.Sdk.Migrations;

/// <summary>The rehearsal itself, on a copy.</summary>
internal sealed class CopyRehearsal(MigrationSession session, MigrationDatabase copy, MigrationFolder folder, MigrationRun run, TimeProvider time)
{
    private readonly StatementRecorder _recorder = new(session);
    private HashSet<long> _applied = [];
    private readonly ImmutableArray<string> _volatile = [.. folder.All.SelectMany(script => script.Directives.Volatile).Distinct()];

    public async Task<ImmutableArray<RehearsedMigration>> RunAsync(CancellationToken cancellationToken)
    {
        var history = await session.History.ReadAsync(cancellationToken).ConfigureAwait(false);
        _applied = [.. history.Where(entry => entry.Progress is null).Select(entry => entry.Version)];
        var before = history.Where(entry => entry.Kind == MigrationKind.Versioned).Select(entry => entry.Version).DefaultIfEmpty().Max();
        var pending = new MigrationRules(folder, copy.Options, copy.Name).Pending(history, await session.History.ReadEventsAsync(cancellationToken).ConfigureAwait(false))
            .Scripts.Where(script => script.Kind == MigrationKind.Versioned).ToList();

        // There, one by one.
        var stops = new List<DatabaseSnapshot> { await session.SnapshotAsync(_volatile, cancellationToken).ConfigureAwait(false) };
        var statements = new Dictionary<long, List<StatementReport>>();
        foreach (var script in pending)
        {
            await ApplyAsync(UpTo(script), _recorder, cancellationToken).ConfigureAwait(false);
            statements[script.Version] = [.. _recorder.Take()];
            stops.Add(await session.SnapshotAsync(_volatile, cancellationToken).ConfigureAwait(false));
        }

        // Back, one by one, as far as there are ways back.
        var returned = new Dictionary<long, DatabaseSnapshot>();
        for (var i = pending.Count - 1; i >= 0 && pending[i].HasDown && pending[i].Version > before; i--)
        {
            var target = i == 0 ? before : pending[i - 1].Version;
            await new MigrationReverter(session, copy, folder, run, time, _ => { }, _recorder).RevertAsync(target, takesBackup: false, cancellationToken).ConfigureAwait(false);
            statements[pending[i].Version].AddRange(_recorder.Take());
            returned[pending[i].Version] = await session.SnapshotAsync(_volatile, cancellationToken).ConfigureAwait(false);
        }

        // And there again: with what is repeatable, which belongs to the newest version.
        await ApplyAsync(new MigrationFolder(folder.Path, folder.Scripts, []), null, cancellationToken).ConfigureAwait(false);
        var again = await session.SnapshotAsync(_volatile, cancellationToken).ConfigureAwait(false);
        await ApplyAsync(folder, _recorder, cancellationToken).ConfigureAwait(false);

        return [.. pending.Select((script, index) => Report(script, stops[index], stops[index + 1], returned.GetValueOrDefault(script.Version), index == pending.Count - 1 ? again : null, statements[script.Version]))];
    }

    private static RehearsedMigration Report(
        MigrationScript script, DatabaseSnapshot before, DatabaseSnapshot after, DatabaseSnapshot? returned, DatabaseSnapshot? again, List<StatementReport> statements)
    {
        var differences = returned is null ? [] : SnapshotDifference.Schema(before, returned);
        if (again is not null && returned is not null) differences = differences.AddRange(SnapshotDifference.Schema(after, again).Select(line => "the second time: " + line));
        return new RehearsedMigration
        {
            File = script.File,
            Version = script.Version,
            SchemaBefore = before.SchemaHash,
            SchemaAfter = after.SchemaHash,
            DataBefore = before.DataHash,
            DataAfter = after.DataHash,
            HasDown = returned is not null,
            SchemaDifferences = differences,
            DataDifferences = returned is null ? [] : SnapshotDifference.Data(before, returned),
            LostByDown = returned is null ? [] : SnapshotDifference.Lost(after, returned),
            Statements = [.. statements],
        };
    }

    private async Task ApplyAsync(MigrationFolder part, IStatementObserver? observer, CancellationToken cancellationToken) =>
        await new MigrationApplier(session, copy, part, run, time, _ => { }, observer ?? new NoObserver()).ApplyAsync(cancellationToken).ConfigureAwait(false);

    private MigrationFolder UpTo(MigrationScript script) => new(folder.Path, [.. folder.Scripts.Where(other => other.Version <= script.Version || _applied.Contains(other.Version))], []);

    private sealed class NoObserver : IStatementObserver
    {
        public Task OnStatementAsync(MigrationScript script, int line, string text, TimeSpan duration, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
