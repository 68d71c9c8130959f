namespace Pipeline.Sdk.LocalHost;

/// <summary>The version of the wire between the engine and the local host, and its paths.</summary>
public static class HostProtocol
{
    /// <summary>Raised by one with every change that an older peer would misread.</summary>
    public const int Version = 2;

    /// <summary>GET: the <see cref="HostStatus"/>.</summary>
    public const string StatusPath = "/status";

    /// <summary>POST: answers at once, then stops every instance and ends the host.</summary>
    public const string ShutdownPath = "/shutdown";

    /// <summary>PUT with a <see cref="ServiceSpec"/>: the <see cref="ServiceStatus"/>.</summary>
    /// <param name="service">The service's name.</param>
    public static string ServicePath(string service) => $"/services/{Uri.EscapeDataString(service)}";

    /// <summary>PUT with a <see cref="SlotSpec"/>: the <see cref="SlotStatus"/>. DELETE: drains and stops the slot.</summary>
    /// <param name="service">The service's name.</param>
    /// <param name="slot">The slot's id.</param>
    public static string SlotPath(string service, string slot) => $"{ServicePath(service)}/slots/{Uri.EscapeDataString(slot)}";

    /// <summary>GET: blocks until the verdict, then the <see cref="Readiness"/>.</summary>
    /// <param name="service">The service's name.</param>
    /// <param name="slot">The slot's id.</param>
    public static string ReadinessPath(string service, string slot) => SlotPath(service, slot) + "/readiness";

    /// <summary>POST with a <see cref="TrafficSpec"/>: the <see cref="TrafficResult"/>.</summary>
    /// <param name="service">The service's name.</param>
    /// <param name="slot">The slot's id.</param>
    public static string SlotTrafficPath(string service, string slot) => SlotPath(service, slot) + "/traffic";

    /// <summary>POST: brings the slot to so many instances, and gives the <see cref="SlotStatus"/>; those that go are drained first.</summary>
    /// <param name="service">The service's name.</param>
    /// <param name="slot">The slot's id.</param>
    /// <param name="instances">How many, from 0.</param>
    public static string ScalePath(string service, string slot, int instances) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{SlotPath(service, slot)}/instances/{instances}");

    /// <summary>GET: the <see cref="ServiceTraffic"/>.</summary>
    /// <param name="service">The service's name.</param>
    public static string TrafficPath(string service) => ServicePath(service) + "/traffic";

    /// <summary>POST: the <see cref="SwitchResult"/>.</summary>
    /// <param name="service">The service's name.</param>
    /// <param name="slot">The slot's id.</param>
    public static string SwitchPath(string service, string slot) => SlotPath(service, slot) + "/switch";
}
