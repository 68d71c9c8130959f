using System.Collections.Immutable;
using System.Globalization;
using Pipeline.Sdk.LocalHost;

namespace Pipeline.Sdk.Delivery;

/// <summary>Reads metrics of a new release, and of the live one beside it where that is the measure.</summary>
internal sealed class MetricReadings : IDisposable
{
    private readonly MetricReader _reader;
    private readonly ImmutableArray<MetricCheck> _checks;
    private readonly MetricState[] _states;

    public MetricReadings(ImmutableArray<MetricCheck> checks, bool http2)
    {
        _reader = new MetricReader(http2);
        _checks = checks;
        _states = [.. checks.Select(_ => new MetricState())];
    }

    /// <summary>A breach of one rejects; a critical one without a value, or one that breaches but not yet often enough, leaves it open.</summary>
    public Verdict Verdict =>
        _states.Any(state => state.Verdict == Verdict.Fail) ? Verdict.Fail
        : _checks.Zip(_states).All(pair => pair.Second.Verdict == Verdict.Pass || (!pair.First.IsCritical && !pair.Second.HasValue)) ? Verdict.Pass
        : Verdict.Inconclusive;

    public string Text => string.Join("; ", _states.Select(state => state.Text));

    public async Task ReadAsync(string service, SlotStatus canary, SlotStatus? live, CancellationToken cancellationToken)
    {
        foreach (var (check, state) in _checks.Zip(_states))
        {
            var (value, problem) = await _reader.ReadAsync(check, service, canary, cancellationToken).ConfigureAwait(false);
            var (most, why) = (check.Most, (string?)null);
            if (check.MostOfLive is { } factor)
            {
                // Without a live value there is no measure, whatever the new release shows.
                (var measure, why) = live is null ? (null, "no release is live") : await _reader.ReadAsync(check, service, live, cancellationToken).ConfigureAwait(false);
                most = measure is null ? null : Math.Min(check.Most ?? double.PositiveInfinity, measure.Value * factor);
            }

            state.Note(check, value, most, problem ?? why);
        }
    }

    public void Dispose() => _reader.Dispose();

    private sealed class MetricState
    {
        private int _breaches;

        public Verdict Verdict { get; private set; }

        public bool HasValue { get; private set; }

        public string Text { get; private set; } = "metrics were not read yet";

        public void Note(MetricCheck check, double? value, double? most, string? problem)
        {
            HasValue = value is not null && most is not null;
            if (value is not { } seen || most is not { } limit)
            {
                Verdict = Verdict == Verdict.Fail ? Verdict : Verdict.Inconclusive;
                Text = $"metric {check.Name} has no value: {problem}";
                return;
            }

            var breaches = seen > limit || double.IsNaN(seen);
            _breaches = breaches ? _breaches + 1 : 0;
            Verdict = Verdict == Verdict.Fail || _breaches >= check.Breaches ? Verdict.Fail : breaches ? Verdict.Inconclusive : Verdict.Pass;
            Text = string.Create(CultureInfo.InvariantCulture, $"metric {check.Name} is {seen:0.###}, at most {limit:0.###}{(_breaches > 0 ? $" ({_breaches} breaches in a row, {check.Breaches} reject)" : "")}");
        }
    }
}
