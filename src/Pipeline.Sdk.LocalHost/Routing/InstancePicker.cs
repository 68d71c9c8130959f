using System.Collections.Immutable;
using Pipeline.Sdk.LocalHost.Supervision;

namespace Pipeline.Sdk.LocalHost.Routing;

/// <summary>Least requests under way among the healthy; in turn among equals.</summary>
internal sealed class InstancePicker
{
    private int _turn;

    /// <summary>Null when every instance was tried already, or there is none.</summary>
    public Instance? Pick(ImmutableArray<Instance> instances, Instance? tried)
    {
        if (instances.IsEmpty)
            return null;
        var start = (int)((uint)Interlocked.Increment(ref _turn) % (uint)instances.Length);
        // All unhealthy: the probes may be wrong, and an instance that may answer beats a certain error.
        return Best(instances, start, tried, onlyHealthy: true) ?? Best(instances, start, tried, onlyHealthy: false);
    }

    private static Instance? Best(ImmutableArray<Instance> instances, int start, Instance? tried, bool onlyHealthy)
    {
        Instance? best = null;
        for (var i = 0; i < instances.Length; i++)
        {
            var instance = instances[(start + i) % instances.Length];
            if (instance == tried || (onlyHealthy && instance.State != InstanceState.Healthy))
                continue;
            if (best is null || instance.InFlight < best.InFlight)
                best = instance;
        }

        return best;
    }
}
