namespace Pipeline.Sdk.LocalHost.Logging;

/// <summary>One category of <see cref="HostLoggerProvider"/>.</summary>
internal sealed class HostLogger(HostLog log, string category) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
            return;
        if (exception is null)
            log.Warning("server", ("category", category), ("message", formatter(state, exception)));
        else
            log.Error("server", exception, ("category", category), ("message", formatter(state, exception)));
    }
}
