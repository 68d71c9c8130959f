using Pipeline.Sdk.LocalHost.State;

namespace Pipeline.Sdk.LocalHost.Supervision;

/// <summary>Brings back what the host before left: adopts what still runs, restarts what serves and is missing, ends the rest.</summary>
internal sealed class HostRestorer(LocalHostPaths paths, ServiceRegistry registry, ServiceKeeper keeper, StateStore store, SupervisionTools tools)
{
    private const int Kill = 9;

    public async Task RestoreAsync(CancellationToken stop)
    {
        var state = store.Load();
        var isSameBoot = state?.BootId == ProcessIdentity.BootId();
        var slots = new List<(Slot Slot, SlotState State)>();
        foreach (var saved in state?.Services ?? [])
        {
            var service = new Service(saved.Name) { Port = saved.Port, PreviewPort = saved.PreviewPort, AccessLog = saved.AccessLog, Tls = saved.Tls };
            foreach (var slotState in saved.Slots)
            {
                if (slotState.Role == SlotRole.Candidate)
                    EndLeftover(slotState, isSameBoot);
                else
                    slots.Add((Restore(service, slotState), slotState));
            }

            // The weights as they were: an engine that is gone too finds them, and takes its canary on or back.
            if (service.Slots.FirstOrDefault(slot => slot.Role == SlotRole.Canary) is { } canary && saved.Traffic is { } traffic)
            {
                service.Traffic = SpecCheck.Check(traffic);
                service.Route(service.Live, canary, service.Traffic);
            }

            registry.Add(service);
        }

        registry.AdminPort = state?.AdminPort ?? 0;

        var processes = slots.SelectMany(pair => Adopt(pair.Slot, pair.State, isSameBoot)).ToList();
        // Before anything new is started: it would carry the mark as well, and the port of a lost process must be free again.
        EndUnknown([.. processes.Select(pair => pair.Process?.Id).OfType<int>()]);
        foreach (var (instance, process) in processes)
            instance.Adopt(process);
        foreach (var service in registry.Services)
            await keeper.ListenOrRetryAsync(service, stop).ConfigureAwait(false);
        await registry.SaveAsync(stop).ConfigureAwait(false);
    }

    private Slot Restore(Service service, SlotState state)
    {
        var slot = new Slot(SpecCheck.Check(state.Spec), state.Role, state.StartedAt);
        slot.Instances = [.. state.Instances.Select(record => new Instance(record.Id, record.Port, slot, tools)
        {
            StartedAt = record.StartedAt,
            Restarts = record.Restarts,
        })];
        service.Slots = service.Slots.Add(slot);
        if (state.Role == SlotRole.Live)
            service.Live = slot;
        return slot;
    }

    private IEnumerable<(Instance Instance, InstanceProcess? Process)> Adopt(Slot slot, SlotState state, bool isSameBoot)
    {
        foreach (var (instance, record) in slot.Instances.Zip(state.Instances))
        {
            var process = isSameBoot ? InstanceProcess.TryAdopt(record.ProcessId, record.StartStamp, tools.Time) : null;
            tools.Log.Info(process is null ? "instance-missing" : "instance-adopted", ("instance", record.Id), ("pid", record.ProcessId));
            yield return (instance, process);
        }
    }

    private void EndLeftover(SlotState slot, bool isSameBoot)
    {
        foreach (var record in slot.Instances.Where(record => isSameBoot && record.StartStamp != 0))
        {
            if (ProcessIdentity.IsAlive(record.ProcessId, record.StartStamp))
                _ = NativeMethods.Kill(-record.ProcessId, Kill);
        }

        tools.Log.Warning("leftover-slot-ended", ("slot", slot.Spec.Id));
    }

    // Started by a host that died before it could write the number down, or known only to a state file that could not be read.
    private void EndUnknown(HashSet<int> known)
    {
        foreach (var (process, group) in OrphanSweep.Find(paths.StateFolder).Where(found => !known.Contains(found.Group)))
        {
            _ = NativeMethods.Kill(process, Kill);
            tools.Log.Warning("unknown-process-ended", ("pid", process), ("group", group));
        }
    }
}
