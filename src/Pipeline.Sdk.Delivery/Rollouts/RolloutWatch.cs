using System.Globalization;
using Pipeline.Sdk.LocalHost;

namespace Pipeline.Sdk.Delivery;

/// <summary>Holds a rollout: until a verdict, for a while, or until a gate opens. Whatever it waits for, a rejection, an end of an instance and an abort are heard at once.</summary>
internal sealed class RolloutWatch
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan GatePause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ReportPause = TimeSpan.FromSeconds(10);
    private readonly LocalEnvironment _local;
    private readonly Service _service;
    private readonly LocalHostClient _host;
    private readonly DeploymentSteps _journal;
    private readonly NewRelease _release;
    private readonly AbortRequest _abort;
    private readonly int _steps;

    public RolloutWatch(LocalEnvironment local, Service service, LocalHostClient host, DeploymentSteps journal, NewRelease release, AbortRequest abort, int steps) =>
        (_local, _service, _host, _journal, _release, _abort, _steps) = (local, service, host, journal, release, abort, Math.Max(1, steps));

    private TimeProvider Clock => _local.Run.Clock;

    private CancellationToken Cancel => _local.Run.CancellationToken;

    /// <summary>Holds until the release has passed.</summary>
    /// <exception cref="StepFailedException">It was rejected.</exception>
    /// <exception cref="GateRefusedException">There was no verdict in time, or somebody asked to abort.</exception>
    public async Task JudgeAsync(RolloutStep step, int index)
    {
        var options = step.Judge ?? new JudgeOptions();
        var evidence = await HoldAsync(options, index, (evidence, elapsed) =>
        {
            if (evidence.Verdict == Verdict.Pass && elapsed >= step.Duration)
                return Task.FromResult(true);
            if (elapsed <= options.HoldFor + step.Duration)
                return Task.FromResult(false);

            var text = evidence.Text;
            _journal.Write(JournalStep.Verdict, "inconclusive: " + text);
            throw DeliveryErrors.Inconclusive(_service.Name, _release.Version, options.HoldFor, text);
        }).ConfigureAwait(false);
        Tell("pass: " + evidence?.Text);
    }

    /// <summary>Lets time pass.</summary>
    public Task WaitAsync(RolloutStep step, int index) => HoldAsync(step.Judge, index, (_, elapsed) => Task.FromResult(elapsed >= step.Duration));

    /// <summary>Holds until a gate opens.</summary>
    public async Task GateAsync(RolloutStep step, int index)
    {
        if (step.Condition is not { } gate)
            return;

        var (asked, said) = (Clock.GetTimestamp() - (2 * Clock.TimestampFrequency), "");
        await HoldAsync(step.Judge, index, async (_, elapsed) =>
        {
            if (Clock.GetElapsedTime(asked) < GatePause)
                return false;

            asked = Clock.GetTimestamp();
            var answer = await gate.AskAsync(Question(), Cancel).ConfigureAwait(false);
            if (answer == GateAnswer.Open)
                return true;

            var reason = answer.Refusal ?? $"not before {GateText.Time(answer.WaitUntil ?? Clock.GetUtcNow())}";
            if (reason != said)
                _local.Run.Log.Info($"Waiting for {gate.Name}: {said = reason}");
            return elapsed <= step.Duration ? false : throw DeliveryErrors.GateStayedClosed(_service.Name, _release.Version, gate.Name, step.Duration, reason);
        }).ConfigureAwait(false);
    }

    private async Task<RolloutEvidence?> HoldAsync(JudgeOptions? options, int index, Func<RolloutEvidence, TimeSpan, Task<bool>> isOver)
    {
        using var evidence = new RolloutEvidence(_local, _service, _host, _release, options, _steps, new EvidenceKeeper(_local, _service, _journal, index));
        var started = Clock.GetTimestamp();
        var reported = started;
        while (true)
        {
            _abort.ThrowIfAsked(_journal.Deployment);
            await evidence.GatherAsync().ConfigureAwait(false);
            if (evidence.Verdict == Verdict.Fail)
            {
                Tell("fail: " + evidence.Text);
                throw DeliveryErrors.Rejected(_service.Name, _release.Version, evidence.Text);
            }

            if (await isOver(evidence, Clock.GetElapsedTime(started)).ConfigureAwait(false))
                return evidence;

            if (options is not null && Clock.GetElapsedTime(reported) > ReportPause)
            {
                reported = Clock.GetTimestamp();
                _local.Run.Log.Info(string.Create(CultureInfo.InvariantCulture, $"{evidence.Verdict.ToString().ToLowerInvariant()} after {Clock.GetElapsedTime(started).TotalSeconds:0} s: {evidence.Text}"));
            }

            await Task.Delay(Pause, Clock, Cancel).ConfigureAwait(false);
        }
    }

    private void Tell(string verdict)
    {
        _journal.Write(JournalStep.Verdict, verdict);
        _local.Run.Log.Info($"Verdict on release {_release.Version}: {verdict}");
    }

    private GateQuestion Question() => new()
    {
        Environment = _local.Environment,
        Run = _local.Run.Run,
        Now = Clock.GetUtcNow(),
        Service = _service.Name,
        Version = _release.Version,
        Digest = _release.Digest,
        Deployments = environment => LocalRecords.In(_local.Run.EnvironmentFolder(environment)),
    };
}
