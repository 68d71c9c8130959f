using System.Collections.Immutable;
using System.Globalization;
using Pipeline.Sdk.LocalHost;

namespace Pipeline.Sdk.Delivery;

/// <summary>All that speaks for and against a release while a step is held: requests and durations, its instances, probes, metrics.</summary>
internal sealed class RolloutEvidence : IDisposable
{
    // Probes and metrics are requests of our own: seldom enough not to be a load, often enough to be heard in time.
    private static readonly TimeSpan AskPause = TimeSpan.FromSeconds(1);
    private readonly LocalEnvironment _local;
    private readonly Service _service;
    private readonly LocalHostClient _host;
    private readonly NewRelease _release;
    private readonly CanaryJudge? _judge;
    private readonly ReleaseProbes? _probes;
    private readonly MetricReadings? _metrics;
    private readonly int _warmUp;
    private readonly EvidenceKeeper _keeper;
    private EvidenceStart? _start;
    private ImmutableSortedDictionary<string, int>? _restarts;
    private long? _asked;
    private string? _problem;

    public RolloutEvidence(LocalEnvironment local, Service service, LocalHostClient host, NewRelease release, JudgeOptions? options, int steps, EvidenceKeeper keeper)
    {
        (_local, _service, _host, _release, _keeper) = (local, service, host, release, keeper);
        if (options is null)
            return;

        _warmUp = options.WarmUpRequests;
        _judge = new CanaryJudge(options, steps);
        _probes = options.Probes.IsEmpty ? null : new ReleaseProbes(options.Probes, service.Http2);
        _metrics = options.Metrics.IsEmpty ? null : new MetricReadings(options.Metrics, service.Http2);
    }

    public Verdict Verdict =>
        _problem is not null || _judge?.Verdict == Verdict.Fail || _probes?.Failure is not null || _metrics?.Verdict == Verdict.Fail ? Verdict.Fail
        : _judge?.Verdict is null or Verdict.Pass && _metrics?.Verdict is null or Verdict.Pass ? Verdict.Pass
        : Verdict.Inconclusive;

    /// <summary>The numbers, for a person and the journal.</summary>
    public string Text => string.Join("; ", new[] { _problem, _probes?.Failure, _judge?.Text, _metrics?.Text }.OfType<string>());

    /// <summary>Looks at everything once.</summary>
    public async Task GatherAsync()
    {
        var all = await _host.GetStatusAsync(_local.Run.CancellationToken).ConfigureAwait(false);
        var status = all.Find(_service.Name);
        var canary = status?.Slots.FirstOrDefault(slot => slot.Id == _release.Slot);
        var live = status?.Slots.FirstOrDefault(slot => slot.Role == SlotRole.Live && slot.Id != _release.Slot);
        _problem ??= canary is null ? "its instances are gone from the host" : Ended(canary);
        if (canary is null || _judge is null)
            return;

        var traffic = await _host.GetTrafficAsync(_service.Name, _local.Run.CancellationToken).ConfigureAwait(false);
        var (ofCanary, ofLive) = (Counts(traffic, canary.Id), live is null ? TrafficCounts.None : Counts(traffic, live.Id));
        var start = _start ??= Begin(_judge, all, canary, live, ofCanary, ofLive);
        if (start.WarmCanary is null && ofCanary.Requests >= _warmUp)
            _keeper.Warm(start = _start = start with { WarmCanary = ofCanary, WarmLive = ofLive });
        _judge.Look(
            ofCanary.Since(start.Canary) with { Latency = start.WarmCanary is { } warm ? ofCanary.Since(warm).Latency : [] },
            ofLive,
            ofLive.Since(start.Live) with { Latency = start.WarmLive is { } measure ? ofLive.Since(measure).Latency : [] });
        await AskAsync(canary, live).ConfigureAwait(false);
    }

    public void Dispose()
    {
        _probes?.Dispose();
        _metrics?.Dispose();
    }

    private async Task AskAsync(SlotStatus canary, SlotStatus? live)
    {
        if (_asked is { } asked && _local.Run.Clock.GetElapsedTime(asked) < AskPause)
            return;

        _asked = _local.Run.Clock.GetTimestamp();
        if (_probes is not null)
            await _probes.AskAsync(canary, _local.Run.CancellationToken).ConfigureAwait(false);
        if (_metrics is not null)
            await _metrics.ReadAsync(_service.Name, canary, live, _local.Run.CancellationToken).ConfigureAwait(false);
    }

    // The host brings an instance that ended back; to a new release its end is a verdict all the same.
    private string? Ended(SlotStatus canary)
    {
        _restarts ??= Restarts(canary);
        foreach (var instance in canary.Instances)
        {
            if (instance.State == InstanceState.Exited || instance.Restarts > _restarts.GetValueOrDefault(instance.Id))
            {
                var log = LogFile.Tail(instance.LogPath);
                return $"instance {instance.Id} ended by itself{(instance.ExitCode is { } code ? $" with exit code {code}" : "")}{(log.IsEmpty ? "" : ". The end of its log:\n  " + string.Join("\n  ", log))}";
            }
        }

        return null;
    }

    private EvidenceStart Begin(CanaryJudge judge, HostStatus host, SlotStatus canary, SlotStatus? live, TrafficCounts ofCanary, TrafficCounts ofLive)
    {
        var isWarm = ofCanary.Requests >= _warmUp;
        var start = _keeper.Begin(new EvidenceStart
        {
            Host = string.Create(CultureInfo.InvariantCulture, $"{host.ProcessId} since {host.StartedAt:O}"),
            LiveSlot = live?.Id ?? "",
            Canary = ofCanary,
            Live = ofLive,
            WarmCanary = isWarm ? ofCanary : null,
            WarmLive = isWarm ? ofLive : null,
            Restarts = Restarts(canary),
        });

        // An instance that ended while no engine was there to see it has ended all the same.
        _restarts = start.Restarts;
        _problem ??= Ended(canary);
        if (start.Resumes > 0)
            judge.GoOn(start.WarmCanary is { } warm ? ofCanary.Since(warm).Latency.Sum() : 0, start.Resumes);
        return start;
    }

    private static ImmutableSortedDictionary<string, int> Restarts(SlotStatus canary) =>
        canary.Instances.ToImmutableSortedDictionary(instance => instance.Id, instance => instance.Restarts, StringComparer.Ordinal);

    private static TrafficCounts Counts(ServiceTraffic traffic, string slot) =>
        traffic.Slots.FirstOrDefault(found => found.Slot == slot) is { } counted ? new TrafficCounts(counted.Requests, counted.Failures, counted.Latency) : TrafficCounts.None;
}
