using System.Collections.Immutable;
using Pipeline.Sdk.LocalHost.Routing;

namespace Pipeline.Sdk.LocalHost.Supervision;

/// <summary>One service: its port, its slots, and which of them is live. All but <see cref="Live"/> belongs to the registry's gate.</summary>
internal sealed class Service(string name)
{
    private volatile Slot? _live;

    public string Name { get; } = name;

    public int Port { get; set; }

    /// <summary>Null while the port could not be taken.</summary>
    public ServiceRouter? Router { get; set; }

    public ImmutableArray<Slot> Slots { get; set; } = [];

    /// <summary>The slot of all new requests: writing it is the switch, reading it is all the router does.</summary>
    public Slot? Live
    {
        get => _live;
        set => _live = value;
    }

    public Slot? Previous => Slots.FirstOrDefault(slot => slot.Role == SlotRole.Previous);

    /// <exception cref="LocalHostException">There is no such slot.</exception>
    public Slot Get(string id) => Slots.FirstOrDefault(slot => slot.Id == id)
        ?? throw new LocalHostException(HostErrors.UnknownSlot(Name, id, Slots.Select(slot => slot.Id)));
}
