namespace Pipeline.Sdk.Migrations;

/// <summary>The entry of a script that is not one transaction: it says how far the script is, in the same transaction as what was done.</summary>
internal sealed class ScriptProgress(MigrationSession session, MigrationDatabase database, MigrationScript script, AppliedMigration entry, MigrationRun run, TimeProvider time, Action<string> log)
{
    private AppliedMigration _entry = entry;
    private bool _isStored = entry.Progress is not null;

    /// <summary>The time that earlier runs and this one have noted.</summary>
    public TimeSpan Duration => _entry.Duration;

    /// <summary>Makes the entry before the first step, so that a kill after it is seen.</summary>
    /// <returns>How far an earlier run came; null when this run is the first one.</returns>
    public async Task<string?> BeginAsync(string start, CancellationToken cancellationToken)
    {
        var before = _entry.Progress;
        await BeginTransactionAsync(GroupSettings.Default, cancellationToken).ConfigureAwait(false);
        if (before is null)
        {
            _entry = _entry with { Progress = start };
            await session.History.SaveAsync(_entry, cancellationToken).ConfigureAwait(false);
            _isStored = true;
        }
        else
        {
            log($"{script.File} goes on: {before}");
            await session.History.AddAsync(run.Event(time.GetUtcNow(), "resumed", script.Id, script.Checksum, before), cancellationToken).ConfigureAwait(false);
        }

        await session.CommitAsync(cancellationToken).ConfigureAwait(false);
        return before;
    }

    /// <summary>Begins a transaction. SQLite's lock is free between two of them, and another migrator may have taken over.</summary>
    /// <exception cref="SupersededException">It has.</exception>
    public async Task BeginTransactionAsync(GroupSettings settings, CancellationToken cancellationToken)
    {
        if (!await session.BeginAsync(settings, cancellationToken).ConfigureAwait(false)) return;

        var history = await session.History.ReadAsync(cancellationToken).ConfigureAwait(false);
        var stored = history.FirstOrDefault(other => other.Id == script.Id);
        if (stored is null ? _isStored : stored.Progress != _entry.Progress || !_isStored)
        {
            await session.RollbackAsync().ConfigureAwait(false);
            throw new SupersededException();
        }
    }

    /// <summary>Notes progress in the open transaction.</summary>
    public Task SaveAsync(string progress, TimeSpan duration, CancellationToken cancellationToken)
    {
        _entry = _entry with { Progress = progress, Duration = duration };
        return session.History.SaveProgressAsync(_entry, cancellationToken);
    }

    /// <summary>Notes progress in a transaction of its own.</summary>
    public async Task NoteAsync(string progress, CancellationToken cancellationToken)
    {
        await BeginTransactionAsync(GroupSettings.Default, cancellationToken).ConfigureAwait(false);
        await SaveAsync(progress, _entry.Duration, cancellationToken).ConfigureAwait(false);
        await session.CommitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Makes the entry that of a script that is applied.</summary>
    /// <param name="duration">How long it took; null for the time since the entry was made.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<AppliedMigration> EndAsync(TimeSpan? duration, CancellationToken cancellationToken)
    {
        await BeginTransactionAsync(GroupSettings.Default, cancellationToken).ConfigureAwait(false);
        _entry = AppliedMigration.Of(script, run, time.GetUtcNow(), duration ?? time.GetUtcNow() - _entry.AppliedAt);
        await session.History.SaveAsync(_entry, cancellationToken).ConfigureAwait(false);
        database.Options.Checkpoint("commit " + script.Id);
        await session.CommitAsync(cancellationToken).ConfigureAwait(false);
        return _entry;
    }
}
