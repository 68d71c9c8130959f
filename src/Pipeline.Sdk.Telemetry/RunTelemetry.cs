using Pipeline.Sdk.Execution;

namespace Pipeline.Sdk.Telemetry;

/// <summary>Makes the telemetry of a run. Entered only when an endpoint is set, so that OpenTelemetry is loaded for nobody else.</summary>
internal static class RunTelemetry
{
    /// <summary>Makes it; null when nothing can be sent, which <paramref name="warn"/> has heard of.</summary>
    /// <param name="variable">Reads an environment variable.</param>
    /// <param name="root">The repository's root, absolute: its folder names the pipeline.</param>
    /// <param name="warn">Hears of what is wrong.</param>
    public static IRunTelemetry? Create(Func<string, string?> variable, string root, Action<Diagnostic> warn)
    {
        var settings = TelemetrySettings.Read(variable, out var problem);
        if (problem is not null)
            warn(problem);
        return settings is null ? null : new OtlpTelemetry(settings, new DirectoryInfo(root).Name, warn);
    }
}
