namespace Pipeline.Sdk.LocalHost.Supervision;

/// <summary>Starts a release beside what is live.</summary>
internal sealed class SlotStarter(ServiceRegistry registry, SupervisionTools tools)
{
    /// <summary>Starts it; asking again starts nothing.</summary>
    /// <param name="serviceName">The service.</param>
    /// <param name="order">The release and how to start it.</param>
    /// <param name="trace">The span that orders it, or null.</param>
    /// <param name="cancellationToken">Ends the checks before the start.</param>
    /// <exception cref="LocalHostException">The order is refused; nothing was started.</exception>
    public async Task<SlotStatus> StartAsync(string serviceName, SlotSpec order, TraceContext? trace, CancellationToken cancellationToken)
    {
        var spec = SpecCheck.Check(order);
        var service = registry.Get(serviceName);
        if (FindSame(service, spec) is { } running)
            return StatusReporter.Of(service, running);

        await FolderDigest.VerifyAsync(spec, cancellationToken).ConfigureAwait(false);
        ProgramResolver.Resolve(spec);
        return await registry.ChangeAsync(() => Task.FromResult(StatusReporter.Of(service, FindSame(service, spec) ?? Start(service, spec, trace))), cancellationToken)
            .ConfigureAwait(false);
    }

    private Slot? FindSame(Service service, SlotSpec spec)
    {
        foreach (var other in registry.Services)
        {
            if (other.Slots.FirstOrDefault(slot => slot.Id == spec.Id) is not { } slot)
                continue;
            if (other != service)
                throw new LocalHostException(HostErrors.SlotTaken(spec.Id, $"service '{other.Name}'"));
            if (slot.Spec.Digest != spec.Digest)
                throw new LocalHostException(HostErrors.SlotTaken(spec.Id, $"the release {slot.Spec.Version} with digest {slot.Spec.Digest}"));
            return slot.Stopping is null ? slot : throw new LocalHostException(HostErrors.SlotStopping(service.Name, slot.Id));
        }

        return null;
    }

    private Slot Start(Service service, SlotSpec spec, TraceContext? trace)
    {
        var slot = new Slot(spec, SlotRole.Candidate, tools.Time.GetUtcNow());
        var taken = registry.TakenPorts();
        for (var number = 1; number <= spec.Replicas; number++)
        {
            var port = Routing.PortFinder.Next(taken);
            taken.Add(port);
            slot.Instances = slot.Instances.Add(new Instance($"{spec.Id}-{number}", port, slot, tools));
        }

        // Written before the first process exists: the next host knows what it has to look for.
        service.Slots = service.Slots.Add(slot);
        try
        {
            registry.Save();
        }
        catch
        {
            service.Slots = service.Slots.Remove(slot);
            throw;
        }

        foreach (var instance in slot.Instances)
            instance.Launch(trace);
        registry.Save();
        tools.Log.Info("slot-started", ("service", service.Name), ("slot", slot.Id), ("version", spec.Version), ("replicas", spec.Replicas));
        return slot;
    }
}
