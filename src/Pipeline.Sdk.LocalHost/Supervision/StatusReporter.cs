namespace Pipeline.Sdk.LocalHost.Supervision;

/// <summary>Turns the runtime's objects into the records of the wire.</summary>
internal sealed class StatusReporter(LocalHostPaths paths, ServiceRegistry registry, Func<string> admin, DateTimeOffset startedAt)
{
    public HostStatus Host() => new()
    {
        Protocol = HostProtocol.Version,
        Environment = paths.EnvironmentName,
        ProcessId = Environment.ProcessId,
        StartedAt = startedAt,
        AdminUrl = admin(),
        Services = [.. registry.Services.Select(Of)],
    };

    public static ServiceStatus Of(Service service) => new()
    {
        Name = service.Name,
        Port = service.Port,
        Url = $"{(service.Tls is null ? "http" : "https")}://127.0.0.1:{service.Port}",
        PreviewUrl = service.PreviewPort == 0 ? "" : $"http://127.0.0.1:{service.PreviewPort}",
        Slots = [.. service.Slots.Select(slot => Of(service, slot))],
    };

    public static ServiceTraffic Traffic(Service service) => new(
        service.Name,
        [.. service.Slots.Select(slot => new SlotTraffic { Slot = slot.Id, Requests = slot.ByLot.Requests, Failures = slot.ByLot.Failures, Latency = slot.ByLot.Latency() })]);

    public static SlotStatus Of(Service service, Slot slot) => new()
    {
        Id = slot.Id,
        Version = slot.Spec.Version,
        Digest = slot.Spec.Digest,
        VariablesDigest = SlotVariables.Digest(slot.Spec.Variables),
        Role = slot.Role,
        Percent = service.PercentOf(slot),
        Shape = new SlotShape(
            slot.Spec.Replicas,
            slot.Spec.Health.Path,
            slot.Spec.Health.VersionPath,
            slot.Spec.DrainTimeout,
            [.. slot.Spec.Variables.Keys.Order(StringComparer.Ordinal)]),
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
        LimitProblem = instance.LimitProblem,
    };
}
