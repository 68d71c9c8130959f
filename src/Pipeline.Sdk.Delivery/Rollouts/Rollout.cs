using System.Collections.Immutable;
using Pipeline.Sdk.LocalHost;

namespace Pipeline.Sdk.Delivery;

/// <summary>Carries out a strategy's steps, each announced in the journal first. Every order to the host may be given twice, so a step that was under way at a kill is done again.</summary>
internal sealed class Rollout
{
    private readonly LocalEnvironment _local;
    private readonly Service _service;
    private readonly LocalHostClient _host;
    private readonly DeploymentSteps _journal;
    private readonly NewRelease _release;
    private readonly AbortRequest _abort;
    private readonly RolloutWatch _watch;

    public Rollout(LocalEnvironment local, Service service, LocalHostClient host, DeploymentSteps journal, NewRelease release, ImmutableArray<RolloutStep> plan)
    {
        (_local, _service, _host, _journal, _release, Plan) = (local, service, host, journal, release, plan);
        _abort = new AbortRequest(local.Folder);
        _watch = new RolloutWatch(local, service, host, journal, release, _abort, plan.Count(step => step.Action == RolloutAction.Judge));
    }

    public ImmutableArray<RolloutStep> Plan { get; }

    private CancellationToken Cancel => _local.Run.CancellationToken;

    private SlotStarter Starter => new(_local, _service, _host);

    /// <summary>Does the steps from one on.</summary>
    /// <param name="from">The index of the first one to do.</param>
    public async Task RunAsync(int from)
    {
        for (var index = from; index < Plan.Length; index++)
        {
            _abort.ThrowIfAsked(_journal.Deployment);
            Cancel.ThrowIfCancellationRequested();
            var step = Plan[index];
            _journal.Write(Announced(step.Action), index, step);
            await DoWithHostAsync(step, index).ConfigureAwait(false);
        }
    }

    // A host that was killed under a step is started again, finds its slots, and gets the order a second time.
    private async Task DoWithHostAsync(RolloutStep step, int index)
    {
        try
        {
            await DoAsync(step, index).ConfigureAwait(false);
        }
        catch (LocalHostException gone) when (gone.Code == HostErrors.NotAnsweringCode && !Cancel.IsCancellationRequested)
        {
            _local.Run.Log.Warn($"The host ended during '{step.Text}'; starting it again");
            (await _local.StartHostAsync().ConfigureAwait(false)).Dispose();
            await DoAsync(step, index).ConfigureAwait(false);
        }
    }

    private Task DoAsync(RolloutStep step, int index) => step.Action switch
    {
        RolloutAction.Start => Starter.StartAsync(_release.Slot, _release.Version, _release.Digest, _release.EntryPoint, _release.Folder, step.Instances),
        RolloutAction.Grow => GrowAsync(step.Instances),
        RolloutAction.ShrinkLive => ShrinkLiveAsync(step.Instances),
        RolloutAction.StopLive => StopAsync(SlotRole.Live, step),
        RolloutAction.Smoke => new SmokeTests(_local, _service, _host).RunAsync(),
        RolloutAction.Share => ShareAsync(step.Traffic),
        RolloutAction.Judge => _watch.JudgeAsync(step, index),
        RolloutAction.Wait => _watch.WaitAsync(step, index),
        RolloutAction.Gate => _watch.GateAsync(step, index),
        RolloutAction.Promote => PromoteAsync(),
        RolloutAction.StopPrevious => StopAsync(SlotRole.Previous, step),
        _ => throw new InvalidOperationException($"There is no way to do '{step.Text}'."),
    };

    private async Task GrowAsync(int instances)
    {
        await _host.ScaleAsync(_service.Name, _release.Slot, instances, Cancel).ConfigureAwait(false);
        await Starter.WaitAsync(_release.Slot, _release.Version).ConfigureAwait(false);
    }

    private async Task ShrinkLiveAsync(int instances)
    {
        if (await LiveAsync().ConfigureAwait(false) is { } live && live.Id != _release.Slot && live.Instances.Length > instances)
            await _host.ScaleAsync(_service.Name, live.Id, instances, Cancel).ConfigureAwait(false);
        _local.Run.Log.Info($"The live release has {instances} instances left");
    }

    private async Task StopAsync(SlotRole role, RolloutStep step)
    {
        var status = await _host.GetStatusAsync(Cancel).ConfigureAwait(false);
        foreach (var slot in status.Find(_service.Name)?.Slots.Where(slot => slot.Role == role && slot.Id != _release.Slot) ?? [])
        {
            _local.Run.Log.Info($"{char.ToUpperInvariant(step.Text[0])}{step.Text[1..]}: {slot.Version}");
            await _host.StopSlotAsync(_service.Name, slot.Id, Cancel).ConfigureAwait(false);
        }
    }

    private async Task ShareAsync(TrafficSpec traffic)
    {
        var result = await _host.ShareAsync(_service.Name, _release.Slot, traffic, Cancel).ConfigureAwait(false);
        _local.Run.Log.Info($"Release {_release.Version} gets {traffic.Percent:0.##} % of the requests, after {result.Elapsed.TotalMilliseconds:0.0} ms");
    }

    private async Task PromoteAsync()
    {
        // Done again after a kill behind the switch: the host says that there was nothing to do.
        await Starter.SwitchAsync(_release.Slot, _release.Version, _release.Digest, () => _journal.Write(JournalStep.ReadBack)).ConfigureAwait(false);
    }

    private async Task<SlotStatus?> LiveAsync() => (await _host.GetStatusAsync(Cancel).ConfigureAwait(false)).LiveSlot(_service.Name);

    private static JournalStep Announced(RolloutAction action) => action switch
    {
        RolloutAction.Start => JournalStep.Start,
        RolloutAction.Promote => JournalStep.Switch,
        RolloutAction.Share => JournalStep.Share,
        RolloutAction.Judge => JournalStep.Judge,
        RolloutAction.Smoke => JournalStep.Smoke,
        RolloutAction.Wait or RolloutAction.Gate => JournalStep.Wait,
        _ => JournalStep.Scale,
    };
}
