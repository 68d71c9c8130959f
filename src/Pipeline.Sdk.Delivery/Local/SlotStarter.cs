using Pipeline.Sdk.LocalHost;

namespace Pipeline.Sdk.Delivery;

/// <summary>Starts a release beside what is live, and gives it the traffic.</summary>
internal sealed class SlotStarter
{
    private readonly LocalEnvironment _local;
    private readonly Service _service;
    private readonly LocalHostClient _host;

    public SlotStarter(LocalEnvironment local, Service service, LocalHostClient host)
        : this(local, service, host, local.Run.CancellationToken)
    {
    }

    public SlotStarter(LocalEnvironment local, Service service, LocalHostClient host, CancellationToken cancellationToken)
    {
        _local = local;
        _service = service;
        _host = host;
        Cancel = cancellationToken;
    }

    private CancellationToken Cancel { get; }

    /// <summary>Starts the instances and waits until they are ready.</summary>
    /// <exception cref="StepFailedException">They did not become ready; they are stopped.</exception>
    public async Task StartAsync(string slot, string version, string digest, string entryPoint, string folder, int instances)
    {
        try
        {
            await _host.StartSlotAsync(_service.Name, Spec(slot, version, digest, entryPoint, folder, instances), Cancel).ConfigureAwait(false);
            _local.Run.Log.Info($"Started release {version} beside what is live; waiting until it is ready");
            await WaitAsync(slot, version).ConfigureAwait(false);
        }
        catch
        {
            await StopAsync(slot).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Waits until all instances of a slot are ready.</summary>
    /// <exception cref="StepFailedException">They did not become ready; they stay as they are.</exception>
    public async Task WaitAsync(string slot, string version)
    {
        var readiness = await _host.WaitReadyAsync(_service.Name, slot, Cancel).ConfigureAwait(false);
        if (readiness.Failure != ReadinessFailure.None)
            throw DeliveryErrors.NotReady(_service.Name, version, readiness, await LiveTextAsync().ConfigureAwait(false));

        _local.Run.Log.Info($"Release {version} is ready after {readiness.Elapsed.TotalSeconds:0.0} s");
    }

    /// <summary>Switches the traffic and reads back what is live.</summary>
    /// <exception cref="StepFailedException">Clients see something else; the traffic is back where it was.</exception>
    public async Task SwitchAsync(string slot, string version, string digest, Action switched)
    {
        var result = await _host.SwitchAsync(_service.Name, slot, Cancel).ConfigureAwait(false);
        string? seen;
        try
        {
            switched();

            // A cancellation waits from here to the verdict, which is bounded: half a decision would leave the journal and the traffic at odds.
            seen = await new ReadBack(_host, _service, _local.Run.Clock).MismatchAsync(version, digest, CancellationToken.None).ConfigureAwait(false);
        }
        catch
        {
            await SwitchBackAsync(result, slot).ConfigureAwait(false);
            throw;
        }

        if (seen is null)
        {
            _local.Run.Log.Info($"Switched in {result.Elapsed.TotalMilliseconds:0.###} ms; read back {version} ({digest})");
            return;
        }

        await SwitchBackAsync(result, slot).ConfigureAwait(false);
        var url = (await _host.GetStatusAsync(CancellationToken.None).ConfigureAwait(false)).Find(_service.Name)?.Url ?? "its address";
        throw DeliveryErrors.ReadBackFailed(_service.Name, version, url, seen, await LiveTextAsync().ConfigureAwait(false));
    }

    // Back to what served before; where nothing did, better nothing than something that nobody knows.
    private async Task SwitchBackAsync(SwitchResult result, string slot)
    {
        if (result.From is { } before && before != slot)
            await _host.SwitchAsync(_service.Name, before, CancellationToken.None).ConfigureAwait(false);
        await StopAsync(slot).ConfigureAwait(false);
    }

    private SlotSpec Spec(string slot, string version, string digest, string entryPoint, string folder, int instances) => new()
    {
        Id = slot,
        Version = version,
        Digest = digest,
        Folder = folder,
        FileName = entryPoint,
        Variables = _local.VariablesOf(_service),
        Replicas = instances,
        DrainTimeout = _service.DrainWithin,
        Limits = _service.Limits,
        Http2 = _service.Http2,
        Health = new HealthSpec { Path = _service.HealthPath, VersionPath = _service.VersionPath, Deadline = _service.ReadyWithin },
    };

    // The clean-up of a cancelled run must not be cancelled with it.
    private Task StopAsync(string slot) => _host.StopSlotAsync(_service.Name, slot, CancellationToken.None);

    private async Task<string> LiveTextAsync()
    {
        var status = await _host.GetStatusAsync(CancellationToken.None).ConfigureAwait(false);
        return status.LiveSlot(_service.Name) is { } live ? $"Release {live.Version} keeps serving." : "No release of it serves.";
    }
}
