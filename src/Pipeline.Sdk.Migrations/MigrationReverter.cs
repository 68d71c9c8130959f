using System.Collections.Immutable;
using System.Globalization;

namespace Pipeline.Sdk.Migrations;

/// <summary>Undoes versions by their down scripts, each in a transaction with the removal of its entry.</summary>
internal sealed class MigrationReverter(
    MigrationSession session, MigrationDatabase database, MigrationFolder folder, MigrationRun run, TimeProvider time, Action<string> log, IStatementObserver? observer)
{
    public async Task<MigrationReport> RevertAsync(long version, bool takesBackup, CancellationToken cancellationToken)
    {
        var history = await session.History.ReadAsync(cancellationToken).ConfigureAwait(false);
        var versions = history.Where(entry => entry.Kind == MigrationKind.Versioned).ToList();
        if (version != 0 && versions.All(entry => entry.Version != version)) throw MigrationDiagnostics.UnknownVersion(version, database.Name).ToFailure();

        var rules = new MigrationRules(folder, database.Options, database.Name);
        var findings = rules.Findings(history, []).Where(finding => finding.Entry is not null && finding.Version > version).ToList();
        if (findings.Count > 0)
        {
            throw new StepFailedException(
                findings[0].Diagnostic.Code, "Nothing was undone.\n" + string.Join('\n', findings.Select(finding => $"{finding.Diagnostic.Code}: {finding.Diagnostic.Message}")));
        }

        var scripts = folder.Scripts.ToDictionary(script => script.Version);
        var undo = versions.Where(entry => entry.Version > version).Reverse().Select(entry => (Entry: entry, Script: scripts[entry.Version])).ToList();
        if (undo.FirstOrDefault(item => !item.Script.HasDown).Script is { } stuck) throw MigrationDiagnostics.NoDown(stuck).ToFailure();

        string? backup = null;
        if (takesBackup && undo.Count > 0)
        {
            log($"Taking a backup of '{database.Name}' before anything is undone");
            backup = await session.BackUpAsync(database.Options.BackupFolder, log, cancellationToken).ConfigureAwait(false);
            log($"The backup {backup} was taken and opened");
        }

        var reverted = ImmutableArray.CreateBuilder<AppliedMigration>();
        session.Outcome = "Nothing was undone.";
        foreach (var (entry, script) in undo)
        {
            await UndoAsync(entry, script, cancellationToken).ConfigureAwait(false);
            reverted.Add(entry);
            session.Outcome = $"Versions from {script.Version.ToString(CultureInfo.InvariantCulture)} on are undone and stay so; this one is as it was.";
        }

        log($"'{database.Name}' is at version {version.ToString(CultureInfo.InvariantCulture)}: {undo.Count} undone");
        return new MigrationReport
        {
            Database = database.Name,
            SchemaVersion = version,
            Applied = [],
            AlreadyApplied = history.Length - undo.Count,
            Reverted = reverted.ToImmutable(),
            Backup = backup,
        };
    }

    private async Task UndoAsync(AppliedMigration entry, MigrationScript script, CancellationToken cancellationToken)
    {
        var down = script.Down ?? script;
        log($"Undoing {script.File} by {down.File}");
        database.Options.Checkpoint("down " + script.Id);
        if (!down.Directives.IsTransactional && down.Code is null)
        {
            foreach (var statement in down.Statements(session.Engine))
            {
                await session.CleanUpAsync(statement, log, cancellationToken).ConfigureAwait(false);
                await session.ExecuteAloneAsync(down, statement, GroupSettings.Of(down), observer, cancellationToken).ConfigureAwait(false);
            }
        }

        await TransientRetry.RunAsync(
            session,
            database,
            down.File,
            async () =>
            {
                // Only the lock of SQLite is free between two transactions; who came in between has moved the database on.
                if (await session.BeginAsync(GroupSettings.Of(down), cancellationToken).ConfigureAwait(false)
                    && (await session.History.ReadAsync(cancellationToken).ConfigureAwait(false)).LastOrDefault(other => other.Kind == MigrationKind.Versioned) != entry)
                    throw MigrationDiagnostics.LockTimeout(database.Name, TimeSpan.Zero, "another migrator, which changed the list meanwhile").ToFailure();
                if (down.Directives.IsTransactional) await ScriptExecution.RunAsync(session, down, isDown: true, observer, log, cancellationToken).ConfigureAwait(false);
                await session.History.RemoveAsync(entry, cancellationToken).ConfigureAwait(false);
                await session.History.AddAsync(run.Event(time.GetUtcNow(), "reverted", entry.Id, entry.Checksum, $"{down.File} ({down.Checksum})"), cancellationToken).ConfigureAwait(false);
                database.Options.Checkpoint("commit-down " + script.Id);
                await session.CommitAsync(cancellationToken).ConfigureAwait(false);
            },
            log,
            cancellationToken).ConfigureAwait(false);
    }
}
