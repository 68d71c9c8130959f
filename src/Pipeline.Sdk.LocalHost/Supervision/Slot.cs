using System.Collections.Immutable;
using Pipeline.Sdk.LocalHost.Routing;

namespace Pipeline.Sdk.LocalHost.Supervision;

/// <summary>One release started for one service.</summary>
internal sealed class Slot
{
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile SlotRole _role;
    private volatile bool _draining;
    private int _inFlight;

    public Slot(SlotSpec spec, SlotRole role, DateTimeOffset startedAt) => (Spec, _role, StartedAt) = (spec, role, startedAt);

    public SlotSpec Spec { get; }

    public string Id => Spec.Id;

    public DateTimeOffset StartedAt { get; }

    /// <summary>Written under the registry's gate only.</summary>
    public SlotRole Role
    {
        get => _role;
        set => _role = value;
    }

    /// <summary>Requests that came by lot, or because the slot is the live one.</summary>
    public SlotMetrics ByLot { get; } = new();

    /// <summary>Requests of testers and of the preview.</summary>
    public SlotMetrics Direct { get; } = new();

    /// <summary>Whether it serves, and is kept alive and brought back: all but candidates are.</summary>
    public bool IsKept => Role != SlotRole.Candidate;

    /// <summary>Changed inside the registry's gate only; readers see the old list or the new one.</summary>
    public ImmutableArray<Instance> Instances { get; set; } = [];

    /// <summary>Set when the slot is being stopped; completes when its processes are gone.</summary>
    public Task? Stopping { get; set; }

    /// <summary>Raised with every change of the role or of an instance.</summary>
    public ChangeSignal Changed { get; } = new();

    /// <summary>Completes when a draining slot has no request any more.</summary>
    public Task Drained => _drained.Task;

    /// <summary>Counts a request in; false when the slot takes none any more, and the router looks for the live slot again.</summary>
    public bool TryEnter()
    {
        Interlocked.Increment(ref _inFlight);
        // Counted first, looked second: the drain either sees the count or is seen here, so no request is lost between the two.
        if (!_draining)
            return true;
        Leave();
        return false;
    }

    public void Leave()
    {
        if (Interlocked.Decrement(ref _inFlight) == 0 && _draining)
            _drained.TrySetResult();
    }

    /// <summary>Takes no request from now on. The slot must not be the live one any more.</summary>
    public void BeginDrain()
    {
        _draining = true;
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _inFlight) == 0)
            _drained.TrySetResult();
    }
}
