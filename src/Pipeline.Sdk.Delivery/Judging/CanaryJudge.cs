using System.Globalization;

namespace Pipeline.Sdk.Delivery;

/// <summary>
/// Judges one step of a rollout on requests. Pure: it is handed counts and keeps what it has seen. The error rates are those of the whole rollout: the rate of false alarms is divided by
/// tests and steps, because any of them may reject; that of misses by tests only, because a bad release has to pass every step.
/// </summary>
internal sealed class CanaryJudge
{
    private readonly JudgeOptions _options;
    private readonly SuccessTest _success;
    private readonly LatencyTest? _latency;

    /// <summary>Creates the judge of a step.</summary>
    /// <param name="options">How it judges.</param>
    /// <param name="steps">How many steps of the rollout are judged.</param>
    public CanaryJudge(JudgeOptions options, int steps)
    {
        _options = options;
        var tests = options.JudgesLatency ? 2 : 1;
        var (alpha, beta) = (options.FalseAlarmRate / (steps * tests), options.MissRate / tests);
        _success = new SuccessTest(options, alpha, beta);
        _latency = options.JudgesLatency ? new LatencyTest(options, alpha, beta) : null;
    }

    /// <summary>The verdict so far.</summary>
    public Verdict Verdict { get; private set; }

    /// <summary>The verdict's numbers.</summary>
    public string Text => _latency is null ? "requests: " + _success.Text : $"requests: {_success.Text}; durations: {_latency.Text}";

    /// <summary>Goes on with evidence that an earlier judge has looked at.</summary>
    /// <param name="durations">How many durations of the new release there are.</param>
    /// <param name="resumes">How many judges have gone on with it, this one among them.</param>
    public void GoOn(long durations, int resumes) => _latency?.GoOn(durations, resumes);

    /// <summary>Looks at what was counted.</summary>
    /// <param name="canary">The new release's requests since the step began.</param>
    /// <param name="live">The live release's requests, all that are known.</param>
    /// <param name="now">The live release's requests since the step began.</param>
    public void Look(TrafficCounts canary, TrafficCounts live, TrafficCounts now)
    {
        _success.Look(canary, live, now);
        _latency?.Look(canary.Latency, now.Latency);
        Verdict = _success.Verdict == Verdict.Fail || _latency?.Verdict == Verdict.Fail ? Verdict.Fail
            : _success.Verdict == Verdict.Pass && _latency?.Verdict is null or Verdict.Pass && canary.Requests >= _options.MinimumRequests ? Verdict.Pass
            : Verdict.Inconclusive;
    }

    /// <summary>The verdict as a line for a person and the journal.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Verdict.ToString().ToLowerInvariant()}: {Text}");
}
