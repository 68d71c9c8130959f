using System.Collections.Immutable;
using Pipeline.Sdk.LocalHost;
using Pipeline.Sdk.Migrations;

namespace Pipeline.Sdk.Delivery;

/// <summary>Back to the release before, or to an earlier one that is still stored: a switch while its instances are warm, a start and a switch when they are not.</summary>
internal sealed class LocalRollback
{
    private readonly LocalEnvironment _local;
    private readonly Service _service;
    private readonly MigrationWorkItem? _schema;

    public LocalRollback(LocalEnvironment local, Service service, MigrationWorkItem? schema = null)
    {
        _schema = schema;
        _local = local;
        _service = service;
    }

    private string Id => DeploymentSteps.Id(_local, _service, DeploymentKind.Rollback);

    private CancellationToken Cancel => _local.Run.CancellationToken;

    /// <summary>Which release to go back to, by version or digest; the default, empty, is the one before.</summary>
    public string To { get; init; } = "";

    /// <summary>Rolls back. A deployment that is under way in another run, or was when its engine was killed, is what is taken back then.</summary>
    /// <exception cref="GateRefusedException">There is nothing to go back to, or another run works on the environment and does not end.</exception>
    public async Task<Deployment> RollbackAsync()
    {
        var started = _local.Run.Clock.GetTimestamp();

        // A mistyped release takes nothing back, not even a deployment that is under way.
        var known = _local.History(_service).Live();
        if (To.Length > 0 && !known.IsEmpty && !known.Any(IsMeant))
            throw NoSuchRelease(known.Pop());

        var (taken, ended) = await new RollbackTurn(_local, _service).TakeAsync().ConfigureAwait(false);
        using var held = taken;
        if (_local.History(_service).Live().IsEmpty && ended is null)
            throw DeliveryErrors.NothingRuns(_service.Name, _local.Environment.Name);

        // After a reboot, or when the host has died: what was live comes back with it.
        using var host = await _local.StartHostAsync().ConfigureAwait(false);
        var converged = await new LocalRecovery(_local, _service, host).ConvergeAsync(_local.Runtime.Port).ConfigureAwait(false);
        if ((ended ?? converged.TakenBack) is { } undone && (To.Length == 0 || _local.History(_service).Live() is { IsEmpty: false } left && IsMeant(left.Peek())))
            return await TookBackAsync(host, undone, converged).ConfigureAwait(false);

        // A deployment that had ended the live release before it was killed: what served comes back first, so that a wanted release that does not start, or that the schema refuses, leaves
        // nobody without an answer.
        if (!converged.HasLive)
            _local.Run.Log.Info(await new LiveRelease(_local, _service, host).BringBackAsync(Id + "-back").ConfigureAwait(false));

        var live = _local.History(_service).Live();
        if (live.IsEmpty || live.Pop().IsEmpty)
            throw DeliveryErrors.NothingToRollBackTo(_service.Name, _local.Environment.Name);

        var (from, to) = (live.Peek(), Choose(live.Pop()));
        var steps = new DeploymentSteps(_local, _service, DeploymentKind.Rollback, to.Version, to.Digest, to.EntryPoint, to.NeedsSchema);
        steps.Write(JournalStep.Begin, $"from {from.Version}");
        try
        {
            var starter = new SlotStarter(_local, _service, host);
            await new SchemaGuard(_local, _service, _schema).AdmitAsync(to).ConfigureAwait(false);
            var slot = await WarmSlotAsync(host, to).ConfigureAwait(false) ?? await ColdStartAsync(starter, steps, to).ConfigureAwait(false);
            steps.Write(JournalStep.Switch);
            await starter.SwitchAsync(slot, to.Version, to.Digest, () => Switched(steps, started, from, to)).ConfigureAwait(false);
            steps.Write(JournalStep.Succeeded, $"from {from.Version}");
        }
        catch (Exception error)
        {
            steps.Write(JournalStep.Failed, error is OperationCanceledException ? "the run was cancelled" : error.Message);
            throw;
        }
        finally
        {
            await new DashboardReporter(_local, _service).ReportAsync(converged.Url).ConfigureAwait(false);
        }

        return Result(to, converged.Url);
    }

    private JournalEntry Choose(ImmutableStack<JournalEntry> earlier) =>
        To.Length == 0 ? earlier.Peek() : earlier.FirstOrDefault(IsMeant)
            ?? throw NoSuchRelease(earlier);

    private GateRefusedException NoSuchRelease(ImmutableStack<JournalEntry> earlier) =>
        DeliveryErrors.NoSuchRollback(_service.Name, _local.Environment.Name, To, earlier.Where(entry => _local.Releases.Has(entry.Digest)).Select(entry => entry.Version));

    private bool IsMeant(JournalEntry entry) => KeptReleases.IsMeant(To, entry.Version, entry.Digest);

    // The deployment never went live, so going back further would be one release too many.
    private async Task<Deployment> TookBackAsync(LocalHostClient host, JournalEntry undone, Convergence converged)
    {
        if (!converged.HasLive)
            _local.Run.Log.Info(await new LiveRelease(_local, _service, host).BringBackAsync(Id).ConfigureAwait(false));
        await new DashboardReporter(_local, _service).ReportAsync(converged.Url).ConfigureAwait(false);
        var live = _local.History(_service).Live();
        if (live.IsEmpty)
            throw DeliveryErrors.NothingToRollBackTo(_service.Name, _local.Environment.Name);

        _local.Run.Log.Info($"Deployment {undone.Deployment} of release {undone.Version} was taken back; {live.Peek().Version} serves");
        return Result(live.Peek(), converged.Url);
    }

    private Deployment Result(JournalEntry to, string url) => new()
    {
        Id = Id,
        Service = _service.Name,
        Environment = _local.Environment.Name,
        Version = to.Version,
        Digest = to.Digest,
        Url = url,
        Changed = true,
    };

    private void Switched(DeploymentSteps steps, long started, JournalEntry from, JournalEntry to)
    {
        _local.Run.Log.Info($"Rolled back from {from.Version} to {to.Version}, {_local.Run.Clock.GetElapsedTime(started).TotalMilliseconds:0} ms after the decision");
        steps.Write(JournalStep.ReadBack);
    }

    private async Task<string?> WarmSlotAsync(LocalHostClient host, JournalEntry to)
    {
        var status = await host.GetStatusAsync(Cancel).ConfigureAwait(false);
        return status.Find(_service.Name)?.Slots
            .FirstOrDefault(slot => slot.Digest == to.Digest && slot.Role == SlotRole.Previous && slot.Instances.Length >= _service.Replicas && slot.Instances.All(instance => instance.State == InstanceState.Healthy))?.Id;
    }

    private async Task<string> ColdStartAsync(SlotStarter starter, DeploymentSteps steps, JournalEntry to)
    {
        if (!_local.Releases.Has(to.Digest))
            throw DeliveryErrors.ReleaseGone(to.Version, _local.Releases.PathOf(to.Digest));

        _local.Run.Log.Info($"Release {to.Version} is no longer warm; starting it");
        steps.Write(JournalStep.Start);
        await starter.StartAsync(Id, to.Version, to.Digest, to.EntryPoint, _local.Releases.PathOf(to.Digest), _service.Replicas).ConfigureAwait(false);
        return Id;
    }
}
