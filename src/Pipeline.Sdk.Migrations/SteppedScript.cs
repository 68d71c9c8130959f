using System.Globalization;

namespace Pipeline.Sdk.Migrations;

/// <summary>A script that is not one transaction: statement by statement, or range by range. Its entry says how far it is, so that it goes on after a kill.</summary>
internal sealed class SteppedScript(
    MigrationSession session, MigrationDatabase database, MigrationScript script, AppliedMigration entry, MigrationRun run, TimeProvider time, Action<string> log, IStatementObserver? observer)
{
    private const string Batch = "batch ";
    private const string Step = "step ";
    private const string Begun = " begun";

    private static readonly TimeSpan LogPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RestLimit = TimeSpan.FromSeconds(60);

    private AppliedMigration _entry = entry;
    private bool _isStored = entry.Progress is not null;

    public async Task<AppliedMigration> RunStatementsAsync(CancellationToken cancellationToken)
    {
        var (done, isUnknown) = await BeginAsync(Step + "0", cancellationToken).ConfigureAwait(false) is { } progress ? ParseStep(progress) : (0, false);
        if (script.Code is not null)
        {
            await ScriptExecution.RunAsync(session, script, isDown: false, observer, log, cancellationToken).ConfigureAwait(false);
            return await EndAsync(cancellationToken).ConfigureAwait(false);
        }

        var statements = script.Statements(session.Engine);
        if (statements.IsEmpty) throw MigrationDiagnostics.NoStatement(script.File, session.Outcome).ToFailure();

        for (var i = done; i < statements.Length; i++)
        {
            var number = i.ToString(CultureInfo.InvariantCulture);
            session.Outcome = i == 0 ? session.Outcome : $"The {number} statements before it stay done; run again, and it goes on there.";
            var isDone = isUnknown && i == done && await session.IsDoneAsync(statements[i], cancellationToken).ConfigureAwait(false) == true;
            if (!isDone) await RunStatementAsync(statements[i], number, isUnknown && i == done, cancellationToken).ConfigureAwait(false);
            await NoteAsync(Step + (i + 1).ToString(CultureInfo.InvariantCulture), cancellationToken).ConfigureAwait(false);
        }

        return await EndAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task<AppliedMigration> RunBatchesAsync(BatchDirective batch, CancellationToken cancellationToken)
    {
        var (changed, after) = ParseBatch(await BeginAsync(Batch + "0 ", cancellationToken).ConfigureAwait(false));
        var isResumed = after is not null;
        var pace = new BatchPace(batch.Size, database.Options.BatchDuration, session.RestShare);
        var statements = script.Statements(session.Engine);
        var noted = time.GetTimestamp();
        long? looked = null;
        var next = await session.NextRangeAsync(batch, after, pace.Size, cancellationToken).ConfigureAwait(false);
        while (next is { } range)
        {
            var started = time.GetTimestamp();
            if (after is not null) session.Outcome = $"{Done()}, and stays so. Run again, and it goes on there.";
            var changes = 0L;
            var before = _entry.Duration;
            await TransientRetry.RunAsync(
                session,
                database,
                script.File,
                async () =>
                {
                    var rest = pace.Rest;
                    var began = time.GetTimestamp();
                    await BeginOwnAsync(GroupSettings.Of(script) with { IsRange = true, Rest = rest }, cancellationToken).ConfigureAwait(false);
                    (changes, next) = await session.RunRangeAsync(
                        script,
                        statements,
                        batch,
                        range,
                        pace.Size,
                        async counted =>
                        {
                            _entry = _entry with { Progress = $"{Batch}{(changed + counted).ToString(CultureInfo.InvariantCulture)} {range.To}", Duration = before + time.GetElapsedTime(started) };
                            await session.History.SaveProgressAsync(_entry, cancellationToken).ConfigureAwait(false);
                            database.Options.Checkpoint("range " + script.Id);
                        },
                        cancellationToken).ConfigureAwait(false);
                    pace.Worked(time.GetElapsedTime(began) - rest);
                },
                log,
                cancellationToken).ConfigureAwait(false);
            (changed, after) = (changed + changes, range.To);
            if (time.GetElapsedTime(noted) >= LogPause)
            {
                noted = time.GetTimestamp();
                log($"{script.File}: {Done()}");
            }

            if (next is null) break;
            if (batch.Pause > TimeSpan.Zero) await Task.Delay(batch.Pause, time, cancellationToken).ConfigureAwait(false);
            if (looked is { } at && time.GetElapsedTime(at) < session.LoadInterval) continue;

            await RestAsync(pace, cancellationToken).ConfigureAwait(false);
            looked = time.GetTimestamp();
        }

        log($"{script.File}: {(after is null ? $"'{batch.Table}' has no rows" : Done())}");
        return await EndAsync(cancellationToken).ConfigureAwait(false);

        string Done() => $"'{batch.Table}' is done up to {batch.Key} {after}, {(isResumed && !session.CountsRanges ? "at least " : "")}{changed.ToString("N0", CultureInfo.InvariantCulture)} rows changed";
    }

    private async Task RunStatementAsync(SqlStatement statement, string number, bool wasBegun, CancellationToken cancellationToken)
    {
        await session.CleanUpAsync(statement, log, cancellationToken).ConfigureAwait(false);
        await NoteAsync(Step + number + Begun, cancellationToken).ConfigureAwait(false);
        try
        {
            await TransientRetry.RunAsync(
                session,
                database,
                script.File,
                async () =>
                {
                    await session.CleanUpAsync(statement, log, cancellationToken).ConfigureAwait(false);
                    database.Options.Checkpoint("statement " + number);
                    await session.ExecuteAloneAsync(script, statement, GroupSettings.Of(script), observer, cancellationToken).ConfigureAwait(false);
                    database.Options.Checkpoint("statement-done " + number);
                },
                log,
                cancellationToken).ConfigureAwait(false);
        }
        catch (StepFailedException failure) when (failure.Code == "PIPE0720")
        {
            // It has failed for certain, so nothing about it is unknown any more.
            if (wasBegun) throw MigrationDiagnostics.UnknownOutcome(script.File, statement.Line, statement.Short).ToFailure(failure);

            await NoteAsync(Step + number, cancellationToken).ConfigureAwait(false);
            throw;
        }
    }

    private async Task RestAsync(BatchPace pace, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var pause = TimeSpan.FromMilliseconds(50);
        while (true)
        {
            var asked = time.GetTimestamp();
            if (await session.LoadAsync(cancellationToken).ConfigureAwait(false) is not { } reason || time.GetElapsedTime(started) >= RestLimit)
            {
                pace.Asked(time.GetElapsedTime(asked));
                return;
            }

            if (pause == TimeSpan.FromMilliseconds(50)) log($"{script.File} rests: {reason}");
            await Task.Delay(pause, time, cancellationToken).ConfigureAwait(false);
            if (session.Engine == DatabaseEngine.Sqlite) return;

            pause = pause * 2 < TimeSpan.FromSeconds(2) ? pause * 2 : TimeSpan.FromSeconds(2);
        }
    }

    // The entry is there before the first step, so that a kill after it is seen. Null when this run is the first one.
    private async Task<string?> BeginAsync(string start, CancellationToken cancellationToken)
    {
        var before = _entry.Progress;
        await BeginOwnAsync(GroupSettings.Default, cancellationToken).ConfigureAwait(false);
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

    // SQLite's lock is free between two transactions, and another migrator may have taken over.
    private async Task BeginOwnAsync(GroupSettings settings, CancellationToken cancellationToken)
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

    private async Task NoteAsync(string progress, CancellationToken cancellationToken)
    {
        await BeginOwnAsync(GroupSettings.Default, cancellationToken).ConfigureAwait(false);
        _entry = _entry with { Progress = progress };
        await session.History.SaveProgressAsync(_entry, cancellationToken).ConfigureAwait(false);
        await session.CommitAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<AppliedMigration> EndAsync(CancellationToken cancellationToken)
    {
        await BeginOwnAsync(GroupSettings.Default, cancellationToken).ConfigureAwait(false);
        _entry = AppliedMigration.Of(script, run, time.GetUtcNow(), _entry.Progress?.StartsWith(Batch, StringComparison.Ordinal) == true ? _entry.Duration : time.GetUtcNow() - _entry.AppliedAt);
        await session.History.SaveAsync(_entry, cancellationToken).ConfigureAwait(false);
        database.Options.Checkpoint("commit " + script.Id);
        await session.CommitAsync(cancellationToken).ConfigureAwait(false);
        return _entry;
    }

    private static (int Done, bool IsUnknown) ParseStep(string progress) => (
        int.TryParse(progress.Replace(Step, "", StringComparison.Ordinal).Replace(Begun, "", StringComparison.Ordinal), CultureInfo.InvariantCulture, out var done) ? done : 0,
        progress.EndsWith(Begun, StringComparison.Ordinal));

    private static (long Changed, string? After) ParseBatch(string? progress)
    {
        if (progress is null || !progress.StartsWith(Batch, StringComparison.Ordinal)) return (0, null);

        var rest = progress[Batch.Length..];
        var space = rest.IndexOf(' ', StringComparison.Ordinal);
        return (long.Parse(rest[..space], CultureInfo.InvariantCulture), space + 1 < rest.Length ? rest[(space + 1)..] : null);
    }
}
