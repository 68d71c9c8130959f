using Pipeline.Sdk.LocalHost;
using Pipeline.Sdk.Migrations;

namespace Pipeline.Sdk.Delivery;

/// <summary>Stops an environment: every instance drained, then the host itself. Data, releases and the journal stay.</summary>
internal sealed class LocalStop
{
    private readonly LocalEnvironment _local;
    private readonly Service _service;

    public LocalStop(LocalEnvironment local, Service service)
    {
        _local = local;
        _service = service;
    }

    public async Task StopAsync()
    {
        using var taken = _local.Lock();
        using var host = await _local.FindHostAsync().ConfigureAwait(false);
        if (host is not null) await StopAsync(host).ConfigureAwait(false);

        // After the instances, which still write while they drain.
        if (await DatabaseConnections.StopServerAsync(_local.Run, _local.Folder).ConfigureAwait(false))
            _local.Run.Log.Info($"Stopped the PostgreSQL server of '{_local.Environment.Name}'; its data stays.");
        else if (host is null)
            _local.Run.Log.Info($"Nothing runs in '{_local.Environment.Name}'.");
    }

    private async Task StopAsync(LocalHostClient host)
    {
        var status = await host.GetStatusAsync(_local.Run.CancellationToken).ConfigureAwait(false);
        var services = string.Join(", ", status.Services.Select(service => service.Name).DefaultIfEmpty(_service.Name));
        await host.ShutdownAsync(_local.Run.CancellationToken).ConfigureAwait(false);
        _local.Run.Log.Info($"Stopped {services} and the host of '{_local.Environment.Name}'. Deploy starts it again.");
    }
}
