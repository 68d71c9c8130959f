using System.Collections.Immutable;

namespace Pipeline.Sdk.Delivery;

/// <summary>Asks all gates of an environment, and gathers what they say.</summary>
/// <param name="environment">The environment.</param>
/// <param name="run">The run that wants to change it.</param>
/// <param name="clock">The clock.</param>
/// <param name="deployments">The ended deployments of an environment.</param>
internal sealed class GateKeeper(DeploymentEnvironment environment, RunFacts run, TimeProvider clock, Func<DeploymentEnvironment, ImmutableArray<DeploymentRecord>> deployments)
{
    /// <summary>Every refusal, with the gate's name; and when to ask again, if no gate refuses and one asks to wait.</summary>
    public async Task<(ImmutableArray<string> Refusals, DateTimeOffset? Wait)> AskAsync(string? service, string? version, string? digest, CancellationToken cancellationToken)
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
