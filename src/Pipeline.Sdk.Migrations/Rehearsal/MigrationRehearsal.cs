using System.Collections.Immutable;

namespace Pipeline.Sdk.Migrations;

/// <summary>Tries the pending migrations on a copy: each one there, then all of them back one by one, then there again, with a snapshot of schema and data at every stop.</summary>
public sealed class MigrationRehearsal
{
    private readonly TimeProvider _time;

    /// <summary>Creates a rehearsal.</summary>
    /// <param name="time">The clock; the default is the system's.</param>
    public MigrationRehearsal(TimeProvider? time = null) => _time = time ?? TimeProvider.System;

    /// <summary>Copies the database, tries, compares, removes the copy, and notes in the database itself which ways back are proven.</summary>
    /// <param name="folder">The scripts.</param>
    /// <param name="database">The database; it is read, and gets one event a migration.</param>
    /// <param name="run">On whose behalf.</param>
    /// <param name="log">Receives progress.</param>
    /// <param name="cancellationToken">Ends it; the copy is removed.</param>
    /// <exception cref="StepFailedException">The database cannot be copied, or a script failed on the copy.</exception>
    public async Task<RehearsalReport> RehearseAsync(
        MigrationFolder folder, MigrationDatabase database, MigrationRun run, Action<string> log, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(log);

        var started = _time.GetTimestamp();
        var copy = await database.CopyAsync(log, cancellationToken).ConfigureAwait(false);
        await using (copy.ConfigureAwait(false))
        {
            log($"Rehearsing on {copy.How}");
            var session = await copy.Database.OpenAsync(run, log, cancellationToken).ConfigureAwait(false);
            ImmutableArray<RehearsedMigration> migrations;
            await using (session.ConfigureAwait(false))
                migrations = await new CopyRehearsal(session, copy.Database, folder, run, _time).RunAsync(cancellationToken).ConfigureAwait(false);
            await NoteAsync(folder, database, run, migrations, cancellationToken).ConfigureAwait(false);
            return new RehearsalReport { Database = database.Name, Copy = copy.How, Migrations = migrations, Duration = _time.GetElapsedTime(started) };
        }
    }

    private async Task NoteAsync(MigrationFolder folder, MigrationDatabase database, MigrationRun run, ImmutableArray<RehearsedMigration> migrations, CancellationToken cancellationToken)
    {
        if (migrations.IsEmpty) return;

        var session = await database.OpenAsync(run, _ => { }, cancellationToken).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            await session.BeginAsync(GroupSettings.Default, cancellationToken).ConfigureAwait(false);
            foreach (var migration in migrations)
            {
                var script = folder.Scripts.First(script => script.Version == migration.Version);
                await session.History.AddAsync(run.Event(_time.GetUtcNow(), RehearsalProof.Action(migration.IsProven), script.Id, RehearsalProof.Checksum(script)), cancellationToken).ConfigureAwait(false);
            }

            await session.CommitAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
