using Pipeline.Sdk.LocalHost.Supervision;

namespace Pipeline.Sdk.LocalHost.Routing;

/// <summary>Makes the router of a service.</summary>
internal interface ITrafficRouterFactory
{
    /// <summary>Starts to listen.</summary>
    /// <param name="service">The service; its preview port is taken again when it is free.</param>
    /// <param name="port">The port for clients.</param>
    /// <param name="tools">Clock, log and folder.</param>
    /// <exception cref="LocalHostException">The port is taken.</exception>
    Task<ITrafficRouter> StartAsync(Service service, int port, SupervisionTools tools);
}
