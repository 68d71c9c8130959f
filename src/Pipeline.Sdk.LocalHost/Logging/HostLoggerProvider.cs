namespace Pipeline.Sdk.LocalHost.Logging;

/// <summary>Brings the servers' own warnings and errors into the host's log.</summary>
internal sealed class HostLoggerProvider(HostLog log) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new HostLogger(log, categoryName);

    public void Dispose()
    {
        // Nothing is held.
    }
}
