using Pipeline.Sdk.LocalHost.Logging;

namespace Pipeline.Sdk.LocalHost.Supervision;

/// <summary>Takes slots out of the traffic and ends their processes.</summary>
internal sealed class SlotStopper(ServiceRegistry registry, HostLog log, TimeProvider time)
{
    // A drain that used up all its time still leaves the process a moment to end by itself.
    private static readonly TimeSpan LeastGrace = TimeSpan.FromSeconds(1);

    /// <summary>Completes when the slot's processes are gone; a slot that is not there is fine.</summary>
    /// <exception cref="LocalHostException">There is no such service.</exception>
    public async Task StopAsync(string serviceName, string slotId, CancellationToken cancellationToken)
    {
        var service = registry.Get(serviceName);
        var stopped = await registry.ChangeAsync(
            () => Task.FromResult(service.Slots.FirstOrDefault(slot => slot.Id == slotId) is { } slot ? Begin(service, slot) : Task.CompletedTask),
            cancellationToken).ConfigureAwait(false);
        await stopped.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Inside the registry's gate only: writes the intent down and starts stopping; the task completes when the processes are gone.</summary>
    public Task Begin(Service service, Slot slot)
    {
        if (slot.Stopping is { } stopping)
            return stopping;
        var (role, traffic) = (slot.Role, service.Traffic);
        slot.Role = SlotRole.Candidate;
        if (role == SlotRole.Canary || service.Live == slot)
            service.Traffic = null;
        try
        {
            registry.Save();
        }
        catch
        {
            (slot.Role, service.Traffic) = (role, traffic);
            throw;
        }

        return BeginRecorded(service, slot);
    }

    /// <summary>As <see cref="Begin"/>, for a slot whose new role is on the disk already.</summary>
    public Task BeginRecorded(Service service, Slot slot)
    {
        if (service.Live == slot)
            service.Live = null;
        if (service.Canary == slot)
            service.Route(service.Live, null, null);
        return slot.Stopping = StopAndForgetAsync(service, slot);
    }

    /// <summary>Ends the slot's processes and leaves the records as they are.</summary>
    public async Task EndProcessesAsync(Slot slot)
    {
        var started = time.GetTimestamp();
        slot.BeginDrain();
        try
        {
            await slot.Drained.WaitAsync(slot.Spec.DrainTimeout, time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            log.Warning("slot-not-drained", ("slot", slot.Id), ("timeout", slot.Spec.DrainTimeout));
        }

        var rest = slot.Spec.DrainTimeout - time.GetElapsedTime(started);
        await Task.WhenAll(slot.Instances.Select(instance => instance.StopAsync(rest > LeastGrace ? rest : LeastGrace))).ConfigureAwait(false);
    }

    private async Task StopAndForgetAsync(Service service, Slot slot)
    {
        // Out of the gate before anything takes time.
        await Task.Yield();
        try
        {
            await EndProcessesAsync(slot).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            // Told here because a background stop has nobody else to tell; an order's own answer carries it as well.
            log.Error("slot-stop-failed", exception, ("service", service.Name), ("slot", slot.Id));
            throw;
        }

        await registry.ForgetAsync(service, slot).ConfigureAwait(false);
        foreach (var instance in slot.Instances)
            instance.Dispose();
        log.Info("slot-stopped", ("service", service.Name), ("slot", slot.Id));
    }
}
