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
    private (TrafficCounts Canary, TrafficCounts Live)? _before;
    private (TrafficCounts Canary, TrafficCounts Live)? _warm;
    private Dictionary<string, int>? _restarts;
    private long? _asked;
    private string? _problem;

    public RolloutEvidence(LocalEnvironment local, Service service, LocalHostClient host, NewRelease release, JudgeOptions? options, int steps)
    {
        (_local, _service, _host, _release) = (local, service, host, release);
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
        var status = (await _host.GetStatusAsync(_local.Run.CancellationToken).ConfigureAwait(false)).Find(_service.Name);
        var canary = status?.Slots.FirstOrDefault(slot => slot.Id == _release.Slot);
        var live = status?.Slots.FirstOrDefault(slot => slot.Role == SlotRole.Live && slot.Id != _release.Slot);
        _problem ??= canary is null ? "its instances are gone from the host" : Ended(canary);
        if (canary is null || _judge is null)
            return;

        var traffic = await _host.GetTrafficAsync(_service.Name, _local.Run.CancellationToken).ConfigureAwait(false);
        var (ofCanary, ofLive) = (Counts(traffic, canary.Id), live is null ? TrafficCounts.None : Counts(traffic, live.Id));
        _before ??= (ofCanary, ofLive);
        if (ofCanary.Requests >= _warmUp)
            _warm ??= (ofCanary, ofLive);
        _judge.Look(
            ofCanary.Since(_before.Value.Canary) with { Latency = _warm is { } warm ? ofCanary.Since(warm.Canary).Latency : [] },
            ofLive,
            ofLive.Since(_before.Value.Live) with { Latency = _warm is { } measure ? ofLive.Since(measure.Live).Latency : [] });
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
        _restarts ??= canary.Instances.ToDictionary(instance => instance.Id, instance => instance.Restarts, StringComparer.Ordinal);
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

    private static TrafficCounts Counts(ServiceTraffic traffic, string slot) =>
        traffic.Slots.FirstOrDefault(found => found.Slot == slot) is { } counted ? new TrafficCounts(counted.Requests, counted.Failures, counted.Latency) : TrafficCounts.None;
}
