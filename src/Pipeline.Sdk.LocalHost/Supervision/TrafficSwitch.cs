using Pipeline.Sdk.LocalHost.Logging;

namespace Pipeline.Sdk.LocalHost.Supervision;

/// <summary>Makes a slot the live one.</summary>
internal sealed class TrafficSwitch(ServiceRegistry registry, SlotStopper stopper, HostLog log, TimeProvider time)
{
    /// <exception cref="LocalHostException">The slot is unknown, being stopped, or not healthy.</exception>
    public Task<SwitchResult> SwitchAsync(string serviceName, string slotId, CancellationToken cancellationToken)
    {
        var arrived = time.GetTimestamp();
        return registry.ChangeAsync(() => Task.FromResult(Switch(registry.Get(serviceName), slotId, arrived)), cancellationToken);
    }

    private SwitchResult Switch(Service service, string slotId, long arrived)
    {
        var target = service.Get(slotId);
        var from = service.Live;
        if (from == target && service.Canary is null)
            return new SwitchResult(target.Id, target.Id, time.GetElapsedTime(arrived));
        if (target.Stopping is not null)
            throw new LocalHostException(HostErrors.SlotStopping(service.Name, slotId));
        if (target.Instances.IsEmpty || target.Instances.Any(instance => instance.State != InstanceState.Healthy))
            throw new LocalHostException(HostErrors.NotHealthy(service.Name, slotId, target.Instances.Select(instance => $"{instance.Id}: {instance.State}")));

        // Only a slot that takes its place retires the previous one: after a stop of the live slot it is the way back.
        var retired = from is null || from == target || service.Previous == target ? null : service.Previous;
        var canary = service.Canary == target ? null : service.Canary;
        Record(service, target, from == target ? null : from, retired, canary);
        service.Route(target, null, null);
        var elapsed = time.GetElapsedTime(arrived);

        target.Changed.Raise();
        from?.Changed.Raise();
        canary?.Changed.Raise();
        if (retired is not null)
            _ = stopper.BeginRecorded(service, retired);
        log.Info("switched", ("service", service.Name), ("from", from?.Id), ("to", target.Id), ("ms", elapsed.TotalMilliseconds));
        return new SwitchResult(from?.Id, target.Id, elapsed);
    }

    // On the disk before it takes effect: a host that dies in between comes up with the slot that was asked for.
    private void Record(Service service, Slot target, Slot? from, Slot? retired, Slot? canary)
    {
        var (before, traffic) = (target.Role, service.Traffic);
        service.Traffic = null;
        if (canary is not null)
            canary.Role = SlotRole.Candidate;
        if (retired is not null)
            retired.Role = SlotRole.Candidate;
        if (from is not null)
            from.Role = SlotRole.Previous;
        target.Role = SlotRole.Live;
        try
        {
            registry.Save();
        }
        catch
        {
            service.Traffic = traffic;
            if (canary is not null)
                canary.Role = SlotRole.Canary;
            if (from is not null)
                from.Role = SlotRole.Live;
            if (retired is not null)
                retired.Role = SlotRole.Previous;
            target.Role = before;
            throw;
        }
    }
}
