namespace Pipeline.Sdk.LocalHost;

/// <summary>Keeps each server from reacting to signals by itself.</summary>
internal sealed class NoLifetime : IHostLifetime
{
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
