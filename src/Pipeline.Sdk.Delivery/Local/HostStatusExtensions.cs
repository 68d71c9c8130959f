using Pipeline.Sdk.LocalHost;

namespace Pipeline.Sdk.Delivery;

/// <summary>Questions to a host's status.</summary>
internal static class HostStatusExtensions
{
    public static ServiceStatus? Find(this HostStatus status, string service) => status.Services.FirstOrDefault(found => found.Name == service);

    public static SlotStatus? LiveSlot(this HostStatus status, string service) => status.Find(service)?.Slots.FirstOrDefault(slot => slot.Role == SlotRole.Live);
}
