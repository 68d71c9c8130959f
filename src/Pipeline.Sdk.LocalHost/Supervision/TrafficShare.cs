using Pipeline.Sdk.LocalHost.Logging;

namespace Pipeline.Sdk.LocalHost.Supervision;

/// <summary>Gives a slot a share of the requests beside the live one.</summary>
internal sealed class TrafficShare(ServiceRegistry registry, HostLog log, TimeProvider time)
{
    /// <exception cref="LocalHostException">The slot is unknown, being stopped, live, or not healthy; or another slot has a share.</exception>
    public Task<TrafficResult> ShareAsync(string serviceName, string slotId, TrafficSpec order, CancellationToken cancellationToken)
    {
        var arrived = time.GetTimestamp();
        var spec = SpecCheck.Check(order);
        return registry.ChangeAsync(() => Task.FromResult(Share(registry.Get(serviceName), slotId, spec, arrived)), cancellationToken);
    }

    private TrafficResult Share(Service service, string slotId, TrafficSpec spec, long arrived)
    {
        var slot = service.Get(slotId);
        var gets = spec.Percent > 0 || !spec.Testers.IsEmpty;
        if (!gets && service.Canary != slot)
            return new TrafficResult(slotId, 0, time.GetElapsedTime(arrived));
        if (gets)
            Admit(service, slot);

        // On the disk before it takes effect: a host that dies in between comes up with the weights that were asked for.
        var (role, before) = (slot.Role, service.Traffic);
        (slot.Role, service.Traffic) = gets ? (SlotRole.Canary, spec) : (SlotRole.Candidate, null);
        try
        {
            registry.Save();
        }
        catch
        {
            (slot.Role, service.Traffic) = (role, before);
            throw;
        }

        service.Route(service.Live, gets ? slot : null, service.Traffic);
        var elapsed = time.GetElapsedTime(arrived);
        slot.Changed.Raise();
        log.Info("shared", ("service", service.Name), ("slot", slotId), ("percent", spec.Percent), ("ms", elapsed.TotalMilliseconds));
        return new TrafficResult(slotId, spec.Percent, elapsed);
    }

    private static void Admit(Service service, Slot slot)
    {
        if (slot.Stopping is not null)
            throw new LocalHostException(HostErrors.SlotStopping(service.Name, slot.Id));
        if (service.Live is not { } live || live == slot)
            throw new LocalHostException(HostErrors.NoShare(service.Name, slot.Id, service.Live is null ? "no slot is live beside it; switch to it" : "it is the live one and gets what the others leave"));
        if (service.Canary is { } other && other != slot)
            throw new LocalHostException(HostErrors.NoShare(service.Name, slot.Id, $"slot '{other.Id}' has one; take that away first"));
        if (slot.Instances.IsEmpty || slot.Instances.Any(instance => instance.State != InstanceState.Healthy))
            throw new LocalHostException(HostErrors.NotHealthy(service.Name, slot.Id, slot.Instances.Select(instance => $"{instance.Id}: {instance.State}")));
    }
}
