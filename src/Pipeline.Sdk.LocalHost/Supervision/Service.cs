using System.Collections.Immutable;
using Pipeline.Sdk.LocalHost.Routing;

namespace Pipeline.Sdk.LocalHost.Supervision;

/// <summary>One service: its port, its slots, and which of them is live. All but <see cref="Table"/> belongs to the registry's gate.</summary>
internal sealed class Service(string name)
{
    private volatile TrafficTable _table = TrafficTable.Nothing;
    private ITrafficRouter? _router;

    public string Name { get; } = name;

    public int Port { get; set; }

    /// <summary>Where the newest release that is not live is seen; 0 until it listens.</summary>
    public int PreviewPort { get; set; }

    /// <summary>The certificate that clients see, or null.</summary>
    public TlsSpec? Tls { get; set; }

    /// <summary>Whether requests are written down.</summary>
    public bool AccessLog { get; set; }

    /// <summary>Null while the port could not be taken.</summary>
    public ITrafficRouter? Router
    {
        get => _router;
        set
        {
            _router = value;
            PreviewPort = value?.PreviewPort ?? PreviewPort;
            value?.Route(_table);
        }
    }

    public ImmutableArray<Slot> Slots { get; set; } = [];

    /// <summary>Which requests the canary gets; null without one.</summary>
    public TrafficSpec? Traffic { get; set; }

    /// <summary>Where requests go: handing it to the router is the switch.</summary>
    public TrafficTable Table => _table;

    /// <summary>The slot of all requests that do not go to the canary.</summary>
    public Slot? Live
    {
        get => _table.Live;
        set => Route(value, _table.Canary, _table.Spec);
    }

    /// <summary>The slot that has a share beside the live one.</summary>
    public Slot? Canary => _table.Canary;

    /// <summary>The newest slot that is started and neither live nor retired.</summary>
    public Slot? Preview => Slots.LastOrDefault(slot => slot.Role is SlotRole.Candidate or SlotRole.Canary && slot.Stopping is null);

    /// <summary>The share of requests that goes to a slot by lot.</summary>
    public double PercentOf(Slot slot)
    {
        var table = _table;
        var share = table.Spec?.Percent ?? 0;
        return slot == table.Canary ? share : slot == table.Live ? 100 - share : 0;
    }

    /// <summary>Sends requests elsewhere from now on. Inside of the registry's gate only, and after it was written down.</summary>
    public void Route(Slot? live, Slot? canary, TrafficSpec? spec)
    {
        _table = canary is null || canary == live || live is null ? new TrafficTable(live, null, null) : new TrafficTable(live, canary, spec);
        _router?.Route(_table);
    }

    public Slot? Previous => Slots.FirstOrDefault(slot => slot.Role == SlotRole.Previous);

    /// <exception cref="LocalHostException">There is no such slot.</exception>
    public Slot Get(string id) => Slots.FirstOrDefault(slot => slot.Id == id)
        ?? throw new LocalHostException(HostErrors.UnknownSlot(Name, id, Slots.Select(slot => slot.Id)));
}
