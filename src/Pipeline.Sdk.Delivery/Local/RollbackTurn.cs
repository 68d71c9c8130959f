namespace Pipeline.Sdk.Delivery;

/// <summary>Takes the environment for a rollback. A deployment that holds it is asked to take itself back: one must be able to go back while it waits for a verdict or a gate.</summary>
internal sealed class RollbackTurn(LocalEnvironment local, Service service)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    // An instance that drains takes its time; a deployment that starts one hears of the abort when that is ready.
    private readonly TimeSpan _limit = service.ReadyWithin + service.DrainWithin + TimeSpan.FromSeconds(10);

    /// <summary>The lock, and the deployment that was taken back for it, if one was.</summary>
    /// <exception cref="GateRefusedException">The holder does not end.</exception>
    public async Task<(EnvironmentLock Lock, JournalEntry? Ended)> TakeAsync()
    {
        try
        {
            return (local.Lock(), null);
        }
        catch (GateRefusedException held) when (held.Code == DeliveryErrors.LockedCode)
        {
            local.Run.Log.Info($"{held.Message.Split(". Wait")[0]}. Asking it to take itself back.");
        }

        var asked = local.Run.Clock.GetUtcNow();
        new AbortRequest(local.Folder).Write($"{local.Run.Run.Actor} ({local.Run.Target} of run {local.Run.Run.Id})");
        var taken = await WaitAsync().ConfigureAwait(false);
        var ended = local.History(service).Ended.Select(pair => pair.Verdict).LastOrDefault(verdict => verdict.At >= asked);
        return (taken, ended is { Kind: DeploymentKind.Deploy, Step: JournalStep.Failed } ? ended : null);
    }

    private async Task<EnvironmentLock> WaitAsync()
    {
        var started = local.Run.Clock.GetTimestamp();
        while (true)
        {
            try
            {
                return local.Lock();
            }
            catch (GateRefusedException held) when (held.Code == DeliveryErrors.LockedCode && local.Run.Clock.GetElapsedTime(started) < _limit)
            {
                await Task.Delay(Pause, local.Run.Clock, local.Run.CancellationToken).ConfigureAwait(false);
            }
        }
    }
}
