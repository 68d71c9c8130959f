using Pipeline.Sdk.LocalHost;

namespace Pipeline.Sdk.Delivery;

/// <summary>Gives the live release back what a rollout has taken from it: instances, or its life.</summary>
internal sealed class LiveRelease(LocalEnvironment local, Service service, LocalHostClient host)
{
    /// <summary>Brings it to its number of instances again.</summary>
    /// <returns>What serves now, as a sentence.</returns>
    public async Task<string> FillUpAsync(SlotStatus live)
    {
        if (live.Instances.Length < service.Replicas)
        {
            local.Run.Log.Info($"Release {live.Version} gets its {service.Replicas} instances back");
            await host.ScaleAsync(service.Name, live.Id, service.Replicas, CancellationToken.None).ConfigureAwait(false);
            await host.WaitReadyAsync(service.Name, live.Id, CancellationToken.None).ConfigureAwait(false);
        }

        return $"Release {live.Version} keeps serving.";
    }

    /// <summary>Starts the release that was live last, as the journal has it, when none is live.</summary>
    /// <param name="slot">The slot it is started in.</param>
    /// <returns>What serves now, as a sentence.</returns>
    public async Task<string> BringBackAsync(string slot)
    {
        var history = local.History(service).Live();
        if (history.IsEmpty)
            return "No release of it serves.";

        var last = history.Peek();
        if (!local.Releases.Has(last.Digest))
            return $"Release {last.Version}, which served before, cannot be started: its stored files are gone. Deploy it from its package.";

        local.Run.Log.Info($"Starting release {last.Version} again, which served before");
        var starter = new SlotStarter(local, service, host, CancellationToken.None);
        try
        {
            await starter.StartAsync(slot, last.Version, last.Digest, last.EntryPoint, local.Releases.PathOf(last.Digest), service.Replicas).ConfigureAwait(false);
            await starter.SwitchAsync(slot, last.Version, last.Digest, () => { }).ConfigureAwait(false);
            return $"Release {last.Version} serves again.";
        }
        catch (StepFailedException failure)
        {
            // The failure that led here goes on to the run; this one is told with it.
            return $"Release {last.Version}, which served before, could not be started again: {failure.Message}";
        }
    }
}
