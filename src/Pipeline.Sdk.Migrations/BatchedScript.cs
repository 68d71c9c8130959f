using System.Collections.Immutable;
using System.Globalization;

namespace Pipeline.Sdk.Migrations;

/// <summary>A script that runs range by range, each in a transaction of its own. Its entry says how far it is, so that it goes on after a kill.</summary>
internal sealed class BatchedScript(
    MigrationSession session, MigrationDatabase database, MigrationScript script, BatchDirective batch, ScriptProgress progress, TimeProvider time, Action<string> log)
{
    private const string Word = "batch ";

    private static readonly TimeSpan LogPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RestLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan FirstRest = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(2);

    // A pause that the author asks for is one between two ranges, so they do not travel together then.
    private readonly BatchPace _pace = new(batch.Size, database.Options.BatchDuration, batch.Pause > TimeSpan.Zero ? TimeSpan.Zero : session.BatchRules.Trip, session.BatchRules.RestRatio);
    private long _changed;
    private string? _after;
    private TimeSpan _worked;
    private bool _isResumed;
    private bool _gaveWay;

    private string Done =>
        $"'{batch.Table}' is done up to {batch.Key} {_after}, {(_isResumed && !session.BatchRules.CountsAtOnce ? "at least " : "")}{_changed.ToString("N0", CultureInfo.InvariantCulture)} rows changed";

    public async Task<AppliedMigration> RunAsync(CancellationToken cancellationToken)
    {
        (_changed, _after) = Parse(await progress.BeginAsync(Word + "0 ", cancellationToken).ConfigureAwait(false));
        (_worked, _isResumed) = (progress.Duration, _after is not null);
        var noted = time.GetTimestamp();
        var ranges = await NextAsync(cancellationToken).ConfigureAwait(false);
        while (!ranges.IsEmpty)
        {
            ranges = await RunTripAsync(ranges, cancellationToken).ConfigureAwait(false);
            if (time.GetElapsedTime(noted) >= LogPause)
            {
                noted = time.GetTimestamp();
                log($"{script.File}: {Done}");
            }

            if (ranges.IsEmpty) break;
            if (batch.Pause > TimeSpan.Zero) await Task.Delay(batch.Pause, time, cancellationToken).ConfigureAwait(false);
            await RestAsync(cancellationToken).ConfigureAwait(false);
        }

        log($"{script.File}: {(_after is null ? $"'{batch.Table}' has no rows" : Done)}");
        return await progress.EndAsync(_worked, cancellationToken).ConfigureAwait(false);
    }

    private Task<ImmutableArray<BatchRange>> NextAsync(CancellationToken cancellationToken) => session.NextRangesAsync(batch, _after, _pace.Size, _pace.Count, cancellationToken);

    // Ranges that were committed before one that failed are not tried again.
    private async Task<ImmutableArray<BatchRange>> RunTripAsync(ImmutableArray<BatchRange> ranges, CancellationToken cancellationToken)
    {
        if (_after is not null) session.Outcome = $"{Done}, and stays so. Run again, and it goes on there.";
        var next = ranges;
        var started = time.GetTimestamp();
        await TransientRetry.RunAsync(
            session,
            database,
            script.File,
            async () =>
            {
                if (ranges.IsEmpty)
                {
                    next = await NextAsync(cancellationToken).ConfigureAwait(false);
                    return;
                }

                var (began, count) = (time.GetTimestamp(), ranges.Length);
                await progress.BeginTransactionAsync(GroupSettings.OfRange(script), cancellationToken).ConfigureAwait(false);
                next = await session.RunRangesAsync(new BatchTrip(script, batch, ranges, _pace.Size, _pace.Count, SaveAsync, Committed), cancellationToken).ConfigureAwait(false);
                _pace.Worked(time.GetElapsedTime(began), count);
            },
            log,
            cancellationToken).ConfigureAwait(false);
        _worked += time.GetElapsedTime(started);
        return next;

        async Task SaveAsync(BatchRange range, long changed)
        {
            await progress.SaveAsync($"{Word}{(_changed + changed).ToString(CultureInfo.InvariantCulture)} {range.To}", _worked + time.GetElapsedTime(started), cancellationToken).ConfigureAwait(false);
            database.Options.Checkpoint("range " + script.Id);
        }

        void Committed(BatchRange range, long changed)
        {
            (_changed, _after, ranges) = (_changed + changed, range.To, ranges.RemoveAt(0));
            session.Outcome = $"{Done}, and stays so. Run again, and it goes on there.";
        }
    }

    private async Task RestAsync(CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var load = await session.LoadAsync(cancellationToken).ConfigureAwait(false);
        if (load.Reason is { } reason) log($"{script.File} rests: {reason}");
        for (var pause = FirstRest; load.Reason is not null && time.GetElapsedTime(started) < RestLimit; pause = pause * 2 < LongestRest ? pause * 2 : LongestRest)
        {
            await Task.Delay(pause, time, cancellationToken).ConfigureAwait(false);
            load = await session.LoadAsync(cancellationToken).ConfigureAwait(false);
        }

        if (load.Others == 0 || _pace.Rest == TimeSpan.Zero) return;

        if (!_gaveWay) log($"{script.File} gives way while other sessions work, now {load.Others.ToString(CultureInfo.InvariantCulture)}: it rests {session.BatchRules.RestRatio.ToString(CultureInfo.InvariantCulture)} times as long as it works");
        _gaveWay = true;
        await Task.Delay(_pace.Rest, time, cancellationToken).ConfigureAwait(false);
    }

    private static (long Changed, string? After) Parse(string? progress)
    {
        if (progress is null || !progress.StartsWith(Word, StringComparison.Ordinal)) return (0, null);

        var rest = progress[Word.Length..];
        var space = rest.IndexOf(' ', StringComparison.Ordinal);
        return (long.Parse(rest[..space], CultureInfo.InvariantCulture), space + 1 < rest.Length ? rest[(space + 1)..] : null);
    }
}
