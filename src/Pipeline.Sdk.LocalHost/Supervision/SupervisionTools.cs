using Pipeline.Sdk.LocalHost.Logging;
using Pipeline.Sdk.LocalHost.Routing;

namespace Pipeline.Sdk.LocalHost.Supervision;

/// <summary>What every instance needs to be looked after.</summary>
/// <param name="Launcher">Starts its process.</param>
/// <param name="Probe">Asks how it is.</param>
/// <param name="Routers">Makes the routers of services.</param>
/// <param name="Save">Writes the new process number down.</param>
/// <param name="Log">The host's log.</param>
/// <param name="Time">The clock.</param>
/// <param name="Folder">The state folder, for access logs.</param>
internal sealed record SupervisionTools(
    InstanceLauncher Launcher,
    HealthProbe Probe,
    ITrafficRouterFactory Routers,
    Func<CancellationToken, Task> Save,
    HostLog Log,
    TimeProvider Time,
    string Folder);
