using System.Collections.Immutable;

namespace Pipeline.Sdk.Delivery;

/// <summary>Asks all gates of an environment, and gathers what they say.</summary>
/// <param name="environment">The environment.</param>
/// <param name="run">The run that wants to change it.</param>
/// <param name="clock">The clock.</param>
/// <param name="deployments">The ended deployments of an environment.</param>
internal sealed class GateKeeper(DeploymentEnvironment environment, RunFacts run, TimeProvider clock, Func<DeploymentEnvironment, ImmutableArray<DeploymentRecord>> deployments)
{
    // A timer takes no more than 49 days, and a clock that was set is noticed in time.
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    /// <summary>Asks until all gates agree or one refuses; waits as long as they say.</summary>
    /// <param name="service">The service; null when all of the run are meant.</param>
    /// <param name="version">The release's version, where it is known.</param>
    /// <param name="digest">The release's digest, where it is known.</param>
    /// <param name="waiting">Told until when it waits, each time.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Every refusal, with the gate's name; empty when all agree.</returns>
    public async Task<ImmutableArray<string>> PassAsync(string? service, string? version, string? digest, Action<DateTimeOffset> waiting, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (refusals, wait) = await AskAsync(service, version, digest, cancellationToken).ConfigureAwait(false);
            if (refusals.Length > 0 || wait is not { } until)
                return refusals;

            waiting(until);
            TimeSpan left;
            while ((left = until - clock.GetUtcNow()) > TimeSpan.Zero)
                await Task.Delay(left < LongestPause ? left : LongestPause, clock, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<(ImmutableArray<string> Refusals, DateTimeOffset? Wait)> AskAsync(string? service, string? version, string? digest, CancellationToken cancellationToken)
    {
        var question = new GateQuestion
        {
            Environment = environment,
            Run = run,
            Now = clock.GetUtcNow(),
            Service = service,
            Version = version,
            Digest = digest,
            Deployments = deployments,
        };
        var refusals = ImmutableArray.CreateBuilder<string>();
        DateTimeOffset? wait = null;
        foreach (var gate in environment.Gates)
        {
            var answer = await gate.AskAsync(question, cancellationToken).ConfigureAwait(false);
            if (answer.Refusal is { } refusal)
                refusals.Add($"{gate.Name}: {refusal}");
            else if (answer.WaitUntil is { } until && (wait is null || until > wait))
                wait = until;
        }

        return (refusals.ToImmutable(), wait);
    }
}
