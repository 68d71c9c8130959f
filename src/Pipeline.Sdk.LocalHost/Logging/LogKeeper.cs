namespace Pipeline.Sdk.LocalHost.Logging;

/// <summary>Keeps the logs of running instances, and the host's own, from filling the disk.</summary>
internal sealed class LogKeeper(LocalHostPaths paths, HostLog log, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    /// <summary>Looks until it is told to stop.</summary>
    public async Task KeepAsync(CancellationToken stop)
    {
        while (true)
        {
            await Task.Delay(Pause, time, stop).ConfigureAwait(false);
            Look(HostLimits.LogBytes);
        }
    }

    /// <summary>Looks once.</summary>
    public void Look(long limit)
    {
        var instances = Directory.Exists(paths.InstancesFolder) ? Directory.EnumerateFiles(paths.InstancesFolder, "*.log") : [];
        foreach (var file in instances.Append(paths.LogPath))
        {
            try
            {
                if (LogFile.TrimWhenLarge(file, limit))
                    log.Info("log-rotated", ("file", file));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // A full disk, most likely: the next look tries again, and the services go on.
                log.Error("log-not-rotated", exception, ("file", file));
            }
        }
    }
}
