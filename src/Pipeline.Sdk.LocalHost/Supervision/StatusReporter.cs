namespace Pipeline.Sdk.LocalHost.Supervision;

/// <summary>Turns the runtime's objects into the records of the wire.</summary>
internal sealed class StatusReporter(LocalHostPaths paths, ServiceRegistry registry, DateTimeOffset startedAt)
{
    public HostStatus Host() => new()
    {
        Protocol = HostProtocol.Version,
        Environment = paths.EnvironmentName,
        ProcessId = Environment.ProcessId,
        StartedAt = startedAt,
        Services = [.. registry.Services.Select(Of)],
    };

    public static ServiceStatus Of(Service service) => new()
    {
        Name = service.Name,
        Port = service.Port,
        Url = $"http://127.0.0.1:{service.Port}",
        Slots = [.. service.Slots.Select(Of)],
    };

    public static SlotStatus Of(Slot slot) => new()
    {
        Id = slot.Id,
        Version = slot.Spec.Version,
        Digest = slot.Spec.Digest,
        VariablesDigest = SlotVariables.Digest(slot.Spec.Variables),
        Role = slot.Role,
        Instances = [.. slot.Instances.Select(Of)],
    };

    private static InstanceStatus Of(Instance instance) => new()
    {
        Id = instance.Id,
        ProcessId = instance.Process?.Id ?? 0,
        Port = instance.Port,
        State = instance.State,
        StartedAt = instance.StartedAt,
        Restarts = instance.Restarts,
        ExitCode = instance.ExitCode,
        LogPath = instance.LogPath,
        LastProbe = instance.LastProbe,
    };
}
