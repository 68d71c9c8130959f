namespace Pipeline.Sdk.LocalHost.Supervision;

/// <summary>The probes of one process: judges each in the light of those before.</summary>
/// <param name="spec">How it is asked.</param>
/// <param name="probe">Asks it.</param>
/// <param name="trace">The span that ordered its start. Probes are part of that trace until the first that succeeds; those that go on for weeks are not.</param>
internal sealed class ProbeWatch(SlotSpec spec, HealthProbe probe, TraceContext? trace)
{
    // One slow answer under load is no reason to lose an instance; two in a row are.
    private const int FailuresUntilUnhealthy = 2;

    // A dead instance without this bound harms every second request of two instances for too long.
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(500);
    private bool _versionIsRight = spec.Health.VersionPath is null;
    private TraceContext? _trace = trace;
    private int _failures;

    public TimeSpan Pause(InstanceState state) =>
        state == InstanceState.Starting || spec.Health.Interval < LongestPause ? spec.Health.Interval : LongestPause;

    public async Task<ProbeOutcome> NextAsync(int port, InstanceState state, CancellationToken cancellationToken)
    {
        var result = await probe.CheckHealthAsync(port, spec, _trace, cancellationToken).ConfigureAwait(false);
        if (result.Failure is { } failure)
        {
            _failures++;
            var stays = state == InstanceState.Starting
                || (state == InstanceState.Healthy && _failures < FailuresUntilUnhealthy && !result.Refused);
            return new ProbeOutcome(stays ? state : InstanceState.Unhealthy, failure);
        }

        _failures = 0;
        var outcome = _versionIsRight
            ? new ProbeOutcome(InstanceState.Healthy)
            : await CheckVersionAsync(port, spec.Health.VersionPath ?? "", cancellationToken).ConfigureAwait(false);
        if (outcome.State == InstanceState.Healthy)
            _trace = null;
        return outcome;
    }

    private async Task<ProbeOutcome> CheckVersionAsync(int port, string path, CancellationToken cancellationToken)
    {
        var (failure, version, digest) = await probe.GetVersionAsync(port, spec, path, _trace, cancellationToken).ConfigureAwait(false);
        if (failure is not null)
            return new ProbeOutcome(InstanceState.Starting, failure.Failure);
        _versionIsRight = version == spec.Version && digest == spec.Digest;
        return _versionIsRight
            ? new ProbeOutcome(InstanceState.Healthy)
            : new ProbeOutcome(InstanceState.Starting, null, $"version {version ?? "unknown"}, digest {digest ?? "unknown"}");
    }
}
