using System.Collections.Immutable;
using System.Globalization;

namespace Pipeline.Sdk.LocalHost.Supervision;

/// <summary>Gives a slot more instances, or fewer.</summary>
internal sealed class SlotScaler(ServiceRegistry registry, SupervisionTools tools)
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LeastGrace = TimeSpan.FromSeconds(1);

    /// <summary>New instances are started, not waited for; those that go are drained and ended before this returns.</summary>
    /// <exception cref="LocalHostException">The slot is unknown, being stopped, or the number is not valid.</exception>
    public async Task<SlotStatus> ScaleAsync(string serviceName, string slotId, int instances, TraceContext? trace, CancellationToken cancellationToken)
    {
        SpecCheck.CheckInstances(slotId, instances);
        var (slot, leaving) = await registry.ChangeAsync(
            () =>
            {
                var service = registry.Get(serviceName);
                var found = service.Get(slotId);
                return found.Stopping is null
                    ? Task.FromResult((found, instances >= found.Instances.Length ? Grow(found, instances, trace) : Shrink(found, instances)))
                    : throw new LocalHostException(HostErrors.SlotStopping(serviceName, slotId));
            },
            cancellationToken).ConfigureAwait(false);
        await Task.WhenAll(leaving.Select(instance => EndAsync(instance, slot.Spec.DrainTimeout))).ConfigureAwait(false);
        return StatusReporter.Of(registry.Get(serviceName), slot);
    }

    private ImmutableArray<Instance> Grow(Slot slot, int instances, TraceContext? trace)
    {
        var started = new List<Instance>();
        var before = slot.Instances;
        var taken = registry.TakenPorts();
        var number = before.Select(NumberOf).DefaultIfEmpty(0).Max();
        while (slot.Instances.Length < instances)
        {
            var port = Routing.PortFinder.Next(taken);
            taken.Add(port);
            number++;
            var instance = new Instance(string.Create(CultureInfo.InvariantCulture, $"{slot.Id}-{number}"), port, slot, tools);
            started.Add(instance);
            slot.Instances = slot.Instances.Add(instance);
        }

        Save(slot, before);
        foreach (var instance in started)
            instance.Launch(trace);
        if (started.Count > 0)
            registry.Save();
        return [];
    }

    // The last started go first; the router sees the shorter list with its next request.
    private ImmutableArray<Instance> Shrink(Slot slot, int instances)
    {
        var before = slot.Instances;
        slot.Instances = [.. before.Take(instances)];
        Save(slot, before);
        slot.Changed.Raise();
        return [.. before.Skip(instances)];
    }

    private void Save(Slot slot, ImmutableArray<Instance> before)
    {
        try
        {
            registry.Save();
        }
        catch
        {
            slot.Instances = before;
            throw;
        }
    }

    private async Task EndAsync(Instance instance, TimeSpan drain)
    {
        // A first pause whatever the count says: a request may just have picked it from the longer list.
        var started = tools.Time.GetTimestamp();
        do
            await Task.Delay(LookInterval, tools.Time).ConfigureAwait(false);
        while (instance.InFlight > 0 && tools.Time.GetElapsedTime(started) < drain);

        var rest = drain - tools.Time.GetElapsedTime(started);
        await instance.StopAsync(rest > LeastGrace ? rest : LeastGrace).ConfigureAwait(false);
        instance.Dispose();
        tools.Log.Info("instance-retired", ("instance", instance.Id));
    }

    private static int NumberOf(Instance instance) => int.Parse(instance.Id.AsSpan(instance.Id.LastIndexOf('-') + 1), CultureInfo.InvariantCulture);
}
