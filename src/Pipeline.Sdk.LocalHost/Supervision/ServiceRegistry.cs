using System.Collections.Immutable;
using Pipeline.Sdk.LocalHost.State;

namespace Pipeline.Sdk.LocalHost.Supervision;

/// <summary>All services, and the gate that every change of them passes: one order at a time, written down before it takes effect.</summary>
internal sealed class ServiceRegistry(LocalHostPaths paths, StateStore store) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1);
    private readonly string _bootId = ProcessIdentity.BootId();
    private volatile bool _closed;
    private ImmutableSortedDictionary<string, Service> _services = ImmutableSortedDictionary<string, Service>.Empty;

    /// <summary>Where the router's figures are; 0 until it listens.</summary>
    public int AdminPort { get; set; }

    public IEnumerable<Service> Services => Volatile.Read(ref _services).Values;

    /// <exception cref="LocalHostException">There is no such service.</exception>
    public Service Get(string name) => Find(name) ?? throw new LocalHostException(HostErrors.UnknownService(name, Services.Select(service => service.Name)));

    public Service? Find(string name) => Volatile.Read(ref _services).GetValueOrDefault(name);

    /// <summary>Every port that is in use here, or will be again.</summary>
    public HashSet<int> TakenPorts() =>
        Services.SelectMany(service => service.Slots.SelectMany(slot => slot.Instances).Select(instance => instance.Port).Append(service.Port).Append(service.PreviewPort)).Append(AdminPort).ToHashSet();

    /// <summary>Inside the gate only.</summary>
    public void Add(Service service) => Volatile.Write(ref _services, _services.Add(service.Name, service));

    /// <summary>Inside the gate only.</summary>
    public void Remove(Service service) => Volatile.Write(ref _services, _services.Remove(service.Name));

    /// <summary>No order is taken from now on; what is under way ends first.</summary>
    public async Task CloseAsync()
    {
        _closed = true;
        await _gate.WaitAsync().ConfigureAwait(false);
        _gate.Release();
    }

    /// <summary>Carries out one order.</summary>
    /// <exception cref="LocalHostException">The order is refused.</exception>
    public async Task<T> ChangeAsync<T>(Func<Task<T>> change, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_closed)
                throw new LocalHostException(HostErrors.ShuttingDown());
            return await change().ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Writes down what the supervisor changed by itself.</summary>
    public async Task SaveAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            Save();
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Removes a slot whose processes are gone.</summary>
    public async Task ForgetAsync(Service service, Slot slot)
    {
        await _gate.WaitAsync().ConfigureAwait(false);
        try
        {
            service.Slots = service.Slots.Remove(slot);
            Save();
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Inside the gate only: writes everything down.</summary>
    public void Save() => store.Save(new HostState
    {
        Version = HostState.CurrentVersion,
        Environment = paths.EnvironmentName,
        BootId = _bootId,
        AdminPort = AdminPort,
        Services = [.. Services.Select(StateOf)],
    });

    public void Dispose() => _gate.Dispose();

    private static ServiceState StateOf(Service service) => new()
    {
        Name = service.Name,
        Port = service.Port,
        PreviewPort = service.PreviewPort,
        AccessLog = service.AccessLog,
        Tls = service.Tls,
        Traffic = service.Traffic,
        Slots = [.. service.Slots.Select(StateOf)],
    };

    private static SlotState StateOf(Slot slot) => new()
    {
        Spec = slot.Spec,
        Role = slot.Role,
        StartedAt = slot.StartedAt,
        Instances = [.. slot.Instances.Select(StateOf)],
    };

    private static InstanceRecord StateOf(Instance instance)
    {
        var process = instance.Process;
        return new InstanceRecord
        {
            Id = instance.Id,
            Port = instance.Port,
            ProcessId = process?.Id ?? 0,
            StartStamp = process?.StartStamp ?? 0,
            StartedAt = instance.StartedAt,
            Restarts = instance.Restarts,
        };
    }
}
