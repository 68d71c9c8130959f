using System.Collections.Immutable;
using System.Data.Common;
using Pipeline.Sdk.LocalHost;
using Pipeline.Sdk.Migrations;

namespace Pipeline.Sdk.Delivery;

/// <summary>
/// A deployment on this machine: store the release, carry out the strategy's steps, record. Every step is announced in the journal first, so that a run after a kill goes on there,
/// or takes back what was begun.
/// </summary>
internal sealed class LocalDeployer
{
    private readonly LocalEnvironment _local;
    private readonly Service _service;
    private readonly IDeploymentStrategy _strategy;
    private readonly MigrationWorkItem? _schema;

    public LocalDeployer(LocalEnvironment local, Service service, IDeploymentStrategy strategy, MigrationWorkItem? schema = null)
    {
        _schema = schema;
        _local = local;
        _service = service;
        _strategy = strategy;
    }

    private CancellationToken Cancel => _local.Run.CancellationToken;

    /// <summary>Makes a release live.</summary>
    /// <exception cref="GateRefusedException">Another deployment works on the environment.</exception>
    /// <exception cref="StepFailedException">The release did not become live; what was live before keeps serving.</exception>
    public async Task<Deployment> DeployAsync(Release release)
    {
        _ = Plan(hasLive: true);
        await ReleaseGates.AskAsync(_local, _service, release).ConfigureAwait(false);
        using var taken = _local.Lock();
        new AbortRequest(_local.Folder).Clear();
        using var host = await _local.StartHostAsync().ConfigureAwait(false);
        var converged = await new LocalRecovery(_local, _service, host).ConvergeAsync(_local.Runtime.Port, new Resumption(release, Plan)).ConfigureAwait(false);
        var url = converged.Url;
        if (converged.Resumed is null && await IsLiveAsync(host, release).ConfigureAwait(false))
        {
            _local.Run.Log.Info($"Release {release.Version} ({release.Digest}) is live already at {url}; no instance was touched.");
            await ContractAsync(unlessDone: true).ConfigureAwait(false);
            await ReportAsync(url).ConfigureAwait(false);
            return Result(DeploymentSteps.Id(_local, _service, DeploymentKind.Deploy), release, url, changed: false);
        }

        await new SchemaGuard(_local, _service, _schema).CheckAsync(release).ConfigureAwait(false);
        var provenance = ReleaseProvenance.Verify(_local.Run, release);
        var steps = new DeploymentSteps(_local, _service, DeploymentKind.Deploy, release.Version.ToString(), release.Digest, release.EntryPoint, NeedsSchema(release), converged.Resumed?.Deployment);
        try
        {
            await GoLiveAsync(host, release, provenance, steps, converged).ConfigureAwait(false);
            steps.Write(JournalStep.Succeeded);
        }
        catch (Exception error)
        {
            // Whatever it was, what was live serves on and the journal gets its verdict; the error itself goes on to the run.
            await TakeBackAsync(steps, error).ConfigureAwait(false);
            await ReportAsync(url).ConfigureAwait(false);
            throw;
        }

        await PruneAsync(host).ConfigureAwait(false);
        await ContractAsync(unlessDone: false).ConfigureAwait(false);
        await ReportAsync(url).ConfigureAwait(false);
        _local.Run.Log.Info($"Release {release.Version} ({release.Digest}) is live at {url}");
        return Result(steps.Deployment, release, url, changed: true);
    }

    private long? NeedsSchema(Release release) => _schema is { } work && release.NeedsSchema(work.Database.Name) is > 0 and var version ? version : null;

    private ImmutableArray<RolloutStep> Plan(bool hasLive)
    {
        var plan = _strategy.Plan(new RolloutFacts(_service.Replicas, hasLive, !_service.SmokeTests.IsEmpty));
        return plan.Count(step => step.Action == RolloutAction.Promote) == 1 && plan.Any(step => step.Action == RolloutAction.Start)
            ? plan
            : throw DeliveryErrors.NoPromotion(_strategy.Name, plan.Select(step => step.Text));
    }

    private async Task GoLiveAsync(LocalHostClient host, Release release, byte[]? provenance, DeploymentSteps steps, Convergence converged)
    {
        var plan = converged.Resumed?.Plan ?? Plan(converged.HasLive);
        if (converged.Resumed is { } point)
            _local.Run.Log.Info($"Deployment {point.Deployment} goes on where its engine was ended: {plan[point.Index].Text}");
        else
            steps.Begin(_strategy, plan);

        if (converged.Resumed is null)
            steps.Write(JournalStep.Store);
        var folder = await _local.Releases.AddAsync(release, _local.Run.PathOf(release.Folder), Cancel).ConfigureAwait(false);
        Keep(release, folder, provenance);
        var target = new NewRelease(steps.Deployment, release.Version.ToString(), release.Digest, release.EntryPoint, folder);
        await new Rollout(_local, _service, host, steps, target, plan).RunAsync(converged.Resumed?.Index ?? 0).ConfigureAwait(false);
    }

    private void Keep(Release release, string folder, byte[]? provenance)
    {
        try
        {
            _local.Records.Keep(release, folder, provenance);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw DeliveryErrors.CannotStore(release, folder, error);
        }
    }

    private async Task TakeBackAsync(DeploymentSteps steps, Exception error)
    {
        var why = error is OperationCanceledException ? "the run was cancelled" : error.Message;
        try
        {
            steps.Write(JournalStep.TakeBack, why);
            _local.Run.Log.Info(await new TakeBack(_local, _service).RunAsync(steps.Deployment).ConfigureAwait(false));
        }
        catch (Exception second) when (second is LocalHostException or IOException or StepFailedException)
        {
            // The first error is the one that counts; the next run converges.
            _local.Run.Log.Warn($"Deployment {steps.Deployment} could not be taken back wholly: {second.Message}. The next Deploy or Rollback does it.");
        }

        steps.Write(JournalStep.Failed, why);
    }

    private async Task<bool> IsLiveAsync(LocalHostClient host, Release release)
    {
        var status = await host.GetStatusAsync(Cancel).ConfigureAwait(false);
        var live = status.LiveSlot(_service.Name);
        if (live?.Digest != release.Digest)
            return false;

        // Another database, say: the release is the same, and what it works on is not.
        if (live.VariablesDigest is { } running && running != SlotVariables.Digest(_local.VariablesOf(_service)))
        {
            _local.Run.Log.Info($"Release {release.Version} is live with other variables than it would be started with now; starting it again");
            return false;
        }

        // After a restart of the machine its instances may still be on their way up.
        var readiness = await host.WaitReadyAsync(_service.Name, live.Id, Cancel).ConfigureAwait(false);
        return readiness.Failure == ReadinessFailure.None
            && await new ReadBack(host, _service, _local.Run.Clock).MismatchAsync(release.Version.ToString(), release.Digest, Cancel).ConfigureAwait(false) is null;
    }

    private async Task PruneAsync(LocalHostClient host)
    {
        var status = await host.GetStatusAsync(Cancel).ConfigureAwait(false);
        var slots = status.Services.SelectMany(service => service.Slots).ToList();
        var used = slots.Select(slot => slot.Digest).ToHashSet(StringComparer.Ordinal);

        // What is only draining still runs from its folder, and is one of those that are kept.
        var draining = slots.Where(slot => slot.Role == SlotRole.Candidate).Select(slot => slot.Digest).Except(slots.Where(slot => slot.Role != SlotRole.Candidate).Select(slot => slot.Digest), StringComparer.Ordinal).Count();
        try
        {
            _local.Releases.Prune(used, Math.Max(0, _service.KeptReleases - draining));
            _local.Records.Prune(_local.Releases);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The release is live: old ones that cannot be removed are worth a warning only.
            _local.Run.Log.Warn($"Old releases could not be removed: {error.Message}");
        }
    }

    private async Task ContractAsync(bool unlessDone)
    {
        try
        {
            await new SchemaGuard(_local, _service, _schema).ContractAsync(unlessDone).ConfigureAwait(false);
        }
        catch (Exception error) when (error is StepFailedException or InvalidPipelineException or DbException or IOException or UnauthorizedAccessException)
        {
            // The release is live and works on the schema as it is. A failed run would have CI take a healthy release back.
            _local.Run.Log.Warn($"The release is live; contract steps of its schema failed and run again with the next Deploy: {error.Message}");
        }
    }

    private Task ReportAsync(string url) => new DashboardReporter(_local, _service).ReportAsync(url);

    private Deployment Result(string id, Release release, string url, bool changed) => new()
    {
        Id = id,
        Service = _service.Name,
        Environment = _local.Environment.Name,
        Version = release.Version.ToString(),
        Digest = release.Digest,
        Url = url,
        Changed = changed,
    };
}
