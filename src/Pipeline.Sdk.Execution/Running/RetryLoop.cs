using Pipeline.Sdk.Definition;
using Polly;
using Polly.Retry;

namespace Pipeline.Sdk.Execution;

/// <summary>Tries work again by a rule. Polly is loaded with the first target that asks for it, and not before.</summary>
internal static class RetryLoop
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    /// <summary>Runs the work until it succeeds, or the rule says no more.</summary>
    /// <param name="rule">How often, which failures, which pauses.</param>
    /// <param name="attempt">The work.</param>
    /// <param name="retrying">Hears of every failure that is tried again: the failure, the pause, how many attempts there are.</param>
    /// <param name="clock">The clock of the pauses.</param>
    /// <param name="cancellationToken">Ends it, in a pause too.</param>
    public static object? Run(RetryRule rule, Func<object?> attempt, Action<Exception, TimeSpan, int> retrying, TimeProvider clock, CancellationToken cancellationToken)
    {
        var pipeline = new ResiliencePipelineBuilder { TimeProvider = clock }
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = rule.Attempts - 1,
                Delay = rule.Delay,
                MaxDelay = LongestPause,
                UseJitter = rule.Backoff == RetryBackoff.Exponential,
                BackoffType = rule.Backoff switch
                {
                    RetryBackoff.Constant => DelayBackoffType.Constant,
                    RetryBackoff.Linear => DelayBackoffType.Linear,
                    _ => DelayBackoffType.Exponential,
                },
                ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome.Exception is { } error && IsWorthIt(rule, error, cancellationToken)),
                OnRetry = arguments =>
                {
                    if (arguments.Outcome.Exception is { } error)
                        retrying(error, arguments.RetryDelay, rule.Attempts);
                    return default;
                },
            })
            .Build();
        return pipeline.Execute(static (work, _) => work(), attempt, cancellationToken);
    }

    private static bool IsWorthIt(RetryRule rule, Exception error, CancellationToken cancellationToken) =>
        !cancellationToken.IsCancellationRequested && error is not GateRefusedException && (rule.When?.Invoke(error) ?? true);
}
