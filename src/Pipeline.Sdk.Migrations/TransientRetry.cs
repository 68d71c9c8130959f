using Polly;
using Polly.Retry;

namespace Pipeline.Sdk.Migrations;

/// <summary>Tries a transaction again that others stood in the way of, a bounded number of times with growing pauses.</summary>
internal static class TransientRetry
{
    public static async Task RunAsync(MigrationSession session, MigrationDatabase database, string what, Func<Task> transaction, Action<string> log, CancellationToken cancellationToken)
    {
        try
        {
            await AttemptAsync().ConfigureAwait(false);
        }
        catch (Exception failure) when (session.IsTransient(failure) && database.Options is PostgresMigrationOptions { Retries: > 0 } options)
        {
            // Polly is loaded by the first failure that it can mend.
            log($"{what}: {failure.Message} It is tried again, up to {options.Retries} times.");
            await AgainAsync(session, database, options, AttemptAsync, cancellationToken).ConfigureAwait(false);
        }

        async Task AttemptAsync()
        {
            try
            {
                await transaction().ConfigureAwait(false);
            }
            catch
            {
                await session.RollbackAsync().ConfigureAwait(false);
                throw;
            }
        }
    }

    private static async Task AgainAsync(
        MigrationSession session, MigrationDatabase database, PostgresMigrationOptions options, Func<Task> attempt, CancellationToken cancellationToken)
    {
        var pipeline = new ResiliencePipelineBuilder { TimeProvider = database.Time }.AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome.Exception is { } failure && session.IsTransient(failure)),
            MaxRetryAttempts = options.Retries,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = options.RetryPause,
            MaxDelay = TimeSpan.FromSeconds(10),
        }).Build();
        await Task.Delay(options.RetryPause, database.Time, cancellationToken).ConfigureAwait(false);
        await pipeline.ExecuteAsync(async _ => await attempt().ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
    }
}
