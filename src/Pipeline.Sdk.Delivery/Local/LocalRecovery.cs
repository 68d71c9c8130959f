using Pipeline.Sdk.LocalHost;

namespace Pipeline.Sdk.Delivery;

/// <summary>Brings to an end what an engine began that was killed: afterwards there is one live release, no leftover, and every deployment has a verdict, or one of them goes on.</summary>
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

    /// <summary>Converges.</summary>
    /// <param name="port">The router's port; 0 for any.</param>
    /// <param name="resumption">Says which open deployment may go on, or null when none may.</param>
    public async Task<Convergence> ConvergeAsync(int port, Resumption? resumption = null)
    {
        var service = await _host.EnsureServiceAsync(new ServiceSpec { Name = _service.Name, Port = port, AccessLog = _service.AccessLog, Tls = _service.Tls }, Cancel).ConfigureAwait(false);
        var live = service.Slots.FirstOrDefault(slot => slot.Role == SlotRole.Live);
        var history = _local.History(_service);
        var (resumed, closed) = ((ResumePoint?)null, (JournalEntry?)null);
        foreach (var open in history.Open.Reverse().ToList())
        {
            if (await IsLiveAsync(open, live).ConfigureAwait(false))
                await SucceedAsync(open, service).ConfigureAwait(false);
            else if (resumed is null && resumption?.Of(open, history, service) is { } point)
                resumed = point;
            else
                closed = Fail(open);
        }

        foreach (var leftover in service.Slots.Where(slot => slot.Role is SlotRole.Candidate or SlotRole.Canary && slot.Id != resumed?.Deployment))
        {
            _local.Run.Log.Info($"Stopping what deployment {leftover.Id} left behind when its engine ended");
            await _host.StopSlotAsync(_service.Name, leftover.Id, Cancel).ConfigureAwait(false);
        }

        if (closed is not null && resumed is null && live is not null)
            await new LiveRelease(_local, _service, _host).FillUpAsync(live).ConfigureAwait(false);
        return new Convergence(service.Url, resumed, closed is { Kind: DeploymentKind.Deploy } ? closed : null, live is not null);
    }

    // A deployment that had come to its switch is live when its digest is, and that can be read back.
    private async Task<bool> IsLiveAsync(JournalEntry open, SlotStatus? live) =>
        open.Step is JournalStep.Switch or JournalStep.ReadBack && live?.Digest == open.Digest
        && await new ReadBack(_host, _service, _local.Run.Clock).MismatchAsync(open.Version, open.Digest, Cancel).ConfigureAwait(false) is null;

    private async Task SucceedAsync(JournalEntry open, ServiceStatus service)
    {
        _local.Run.Log.Info($"Deployment {open.Deployment} of release {open.Version} was ended at '{open.Step}'; it is live");
        var plan = _local.History(_service).BeginOf(open.Deployment).Plan ?? [];
        foreach (var previous in service.Slots.Where(slot => slot.Role == SlotRole.Previous && plan.Contains(RolloutStep.StopPrevious().Text)))
            await _host.StopSlotAsync(_service.Name, previous.Id, Cancel).ConfigureAwait(false);
        DeploymentSteps.WriteVerdict(_local, open, JournalStep.Succeeded, "its engine ended after the switch; read back by a later run");
    }

    private JournalEntry Fail(JournalEntry open)
    {
        _local.Run.Log.Info($"Deployment {open.Deployment} of release {open.Version} was ended at '{open.Step}'; it never went live");
        DeploymentSteps.WriteVerdict(_local, open, JournalStep.Failed, $"its engine ended at '{open.Step}'");
        return open;
    }
}
