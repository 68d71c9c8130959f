using Pipeline.Sdk.LocalHost;

namespace Pipeline.Sdk.Delivery;

/// <summary>
/// Takes a release back that was not promoted: first its traffic, then whatever was taken from the live release is given back, last its processes end. It runs to its end whether
/// or not the run was cancelled, and may be done twice.
/// </summary>
internal sealed class TakeBack(LocalEnvironment local, Service service)
{
    /// <summary>Takes a slot back.</summary>
    /// <param name="slot">The slot; it may never have been started.</param>
    /// <returns>What serves now, as a sentence.</returns>
    public async Task<string> RunAsync(string slot)
    {
        var decided = local.Run.Clock.GetTimestamp();
        using var host = await local.StartHostAsync(CancellationToken.None).ConfigureAwait(false);
        var status = (await host.GetStatusAsync(CancellationToken.None).ConfigureAwait(false)).Find(service.Name);
        if (status?.Slots.FirstOrDefault(found => found.Id == slot) is { Role: SlotRole.Canary } canary)
        {
            await host.ShareAsync(service.Name, slot, new TrafficSpec(), CancellationToken.None).ConfigureAwait(false);
            local.Run.Log.Info($"Release {canary.Version} has no more traffic, {local.Run.Clock.GetElapsedTime(decided).TotalMilliseconds:0} ms after the decision");
        }

        var live = status?.Slots.FirstOrDefault(found => found.Role == SlotRole.Live);
        if (live?.Id == slot && status?.Slots.FirstOrDefault(found => found.Role == SlotRole.Previous) is { } previous)
        {
            await host.SwitchAsync(service.Name, previous.Id, CancellationToken.None).ConfigureAwait(false);
            live = previous;
        }

        var text = live is null || live.Id == slot ? await new LiveRelease(local, service, host).BringBackAsync(slot + "-back").ConfigureAwait(false)
            : await new LiveRelease(local, service, host).FillUpAsync(live).ConfigureAwait(false);
        if (status is not null)
            await host.StopSlotAsync(service.Name, slot, CancellationToken.None).ConfigureAwait(false);
        return text;
    }
}
