namespace Pipeline.Sdk.LocalHost.Routing;

/// <summary>
/// Listens for one service and sends each of its requests to the slot that a table gives it. Everything else of the host knows no more of it, so that another
/// proxy can take the place of the one in this process.
/// </summary>
internal interface ITrafficRouter : IAsyncDisposable
{
    /// <summary>Where clients reach the service.</summary>
    int Port { get; }

    /// <summary>Where the newest release that is not live is seen.</summary>
    int PreviewPort { get; }

    /// <summary>From now on requests go where this table says; those under way end where they are. Called once before the first request, and never twice at once.</summary>
    void Route(TrafficTable table);
}
