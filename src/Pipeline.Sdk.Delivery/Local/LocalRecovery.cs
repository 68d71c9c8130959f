using Pipeline.Sdk.LocalHost;

namespace Pipeline.Sdk.Delivery;

/// <summary>Brings to an end what an engine began that was killed: afterwards there is one live release, no leftover, and every deployment has a verdict.</summary>
internal sealed class LocalRecovery
{
    private readonly LocalEnvironment _local;
    private readonly Service _service;
    private readonly LocalHostClient _host;

    public LocalRecovery(LocalEnvironment local, Service service, LocalHostClient host)
    {
        _local = local;
        _service = service;
        _host = host;
    }

    private CancellationToken Cancel => _local.Run.CancellationToken;

    /// <summary>Converges and gives the service's address.</summary>
    /// <param name="port">The router's port; 0 for any.</param>
    public async Task<string> ConvergeAsync(int port)
    {
        var service = await _host.EnsureServiceAsync(new ServiceSpec { Name = _service.Name, Port = port }, Cancel).ConfigureAwait(false);
        foreach (var leftover in service.Slots.Where(slot => slot.Role == SlotRole.Candidate))
        {
            _local.Run.Log.Info($"Stopping what deployment {leftover.Id} left behind when its engine ended");
            await _host.StopSlotAsync(_service.Name, leftover.Id, Cancel).ConfigureAwait(false);
        }

        var live = service.Slots.FirstOrDefault(slot => slot.Role == SlotRole.Live);
        foreach (var open in _local.History(_service).Open.ToList())
            await CloseAsync(open, live).ConfigureAwait(false);
        return service.Url;
    }

    private async Task CloseAsync(JournalEntry open, SlotStatus? live)
    {
        // A deployment that had come to its switch is live when its digest is, and that can be read back.
        var switched = open.Step is JournalStep.Switch or JournalStep.ReadBack && live?.Digest == open.Digest;
        var isLive = switched && await new ReadBack(_host, _service, _local.Run.Clock).MismatchAsync(open.Version, open.Digest, Cancel).ConfigureAwait(false) is null;
        _local.Run.Log.Info($"Deployment {open.Deployment} of release {open.Version} was ended at '{open.Step}'; {(isLive ? "it is live" : "it never went live")}");
        if (isLive)
            DeploymentSteps.WriteVerdict(_local, open, JournalStep.Succeeded, "its engine ended after the switch; read back by a later run");
        else
            DeploymentSteps.WriteVerdict(_local, open, JournalStep.Failed, $"its engine ended at '{open.Step}'");
    }
}
