namespace Pipeline.Sdk.LocalHost.Fixture;

/// <summary>Never ends by itself.</summary>
internal sealed class EndlessLifetime : IHostLifetime
{
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
