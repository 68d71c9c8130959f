using Pipeline.Sdk.LocalHost;

namespace Pipeline.Sdk.Delivery;

/// <summary>
/// A blue-green deployment on this machine: store the release, start it beside what is live, wait until it is ready, switch, read back, record.
/// Every step is announced in the journal first, so that a run after a kill knows what to bring to an end.
/// </summary>
internal sealed class LocalDeployer
{
    private readonly LocalEnvironment _local;
    private readonly Service _service;

    public LocalDeployer(LocalEnvironment local, Service service)
    {
        _local = local;
        _service = service;
    }

    private string Id => DeploymentSteps.Id(_local, _service, DeploymentKind.Deploy);

    private CancellationToken Cancel => _local.Run.CancellationToken;

    /// <summary>Makes a release live.</summary>
    /// <exception cref="GateRefusedException">Another deployment works on the environment.</exception>
    /// <exception cref="StepFailedException">The release did not become live; what was live before keeps serving.</exception>
    public async Task<Deployment> DeployAsync(Release release)
    {
        await ReleaseGates.AskAsync(_local, _service, release).ConfigureAwait(false);
        using var taken = _local.Lock();
        using var host = await _local.StartHostAsync().ConfigureAwait(false);
        var recovery = new LocalRecovery(_local, _service, host);
        var url = await recovery.ConvergeAsync(_local.Runtime.Port).ConfigureAwait(false);

        if (await IsLiveAsync(host, release).ConfigureAwait(false))
        {
            _local.Run.Log.Info($"Release {release.Version} ({release.Digest}) is live already at {url}; no instance was touched.");
            await ReportAsync(url).ConfigureAwait(false);
            return Result(release, url, changed: false);
        }

        var steps = new DeploymentSteps(_local, _service, DeploymentKind.Deploy, release.Version.ToString(), release.Digest, release.EntryPoint);
        steps.Write(JournalStep.Begin);
        try
        {
            await GoLiveAsync(host, release, steps).ConfigureAwait(false);
            steps.Write(JournalStep.Succeeded);
        }
        catch (Exception error)
        {
            // Whatever it was, the journal gets its verdict; the error itself goes on to the run.
            steps.Write(JournalStep.Failed, error is OperationCanceledException ? "the run was cancelled" : error.Message);
            await ReportAsync(url).ConfigureAwait(false);
            throw;
        }

        await PruneAsync(host).ConfigureAwait(false);
        await ReportAsync(url).ConfigureAwait(false);
        _local.Run.Log.Info($"Release {release.Version} ({release.Digest}) is live at {url}");
        return Result(release, url, changed: true);
    }

    private async Task GoLiveAsync(LocalHostClient host, Release release, DeploymentSteps steps)
    {
        steps.Write(JournalStep.Store);
        var folder = await _local.Releases.AddAsync(release, _local.Run.PathOf(release.Folder), Cancel).ConfigureAwait(false);

        steps.Write(JournalStep.Start);
        var slot = new SlotStarter(_local, _service, host);
        await slot.StartAsync(Id, release.Version.ToString(), release.Digest, release.EntryPoint, folder).ConfigureAwait(false);

        steps.Write(JournalStep.Switch);
        await slot.SwitchAsync(Id, release.Version.ToString(), release.Digest, () => steps.Write(JournalStep.ReadBack)).ConfigureAwait(false);
    }

    private async Task<bool> IsLiveAsync(LocalHostClient host, Release release)
    {
        var status = await host.GetStatusAsync(Cancel).ConfigureAwait(false);
        var live = status.LiveSlot(_service.Name);
        if (live?.Digest != release.Digest)
            return false;

        // After a restart of the machine its instances may still be on their way up.
        var readiness = await host.WaitReadyAsync(_service.Name, live.Id, Cancel).ConfigureAwait(false);
        return readiness.Failure == ReadinessFailure.None
            && await new ReadBack(host, _service, _local.Run.Clock).MismatchAsync(release.Version.ToString(), release.Digest, Cancel).ConfigureAwait(false) is null;
    }

    private async Task PruneAsync(LocalHostClient host)
    {
        var status = await host.GetStatusAsync(Cancel).ConfigureAwait(false);
        var used = status.Services.SelectMany(service => service.Slots).Select(slot => slot.Digest).ToHashSet(StringComparer.Ordinal);
        try
        {
            _local.Releases.Prune(used);
        }
        catch (IOException error)
        {
            // The release is live: old ones that cannot be removed are worth a warning only.
            _local.Run.Log.Warn($"Old releases could not be removed: {error.Message}");
        }
    }

    private Task ReportAsync(string url) => new DashboardReporter(_local, _service).ReportAsync(url);

    private Deployment Result(Release release, string url, bool changed) => new()
    {
        Id = Id,
        Service = _service.Name,
        Environment = _local.Environment.Name,
        Version = release.Version.ToString(),
        Digest = release.Digest,
        Url = url,
        Changed = changed,
    };
}
