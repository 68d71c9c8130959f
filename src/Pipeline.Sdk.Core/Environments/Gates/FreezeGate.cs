namespace Pipeline.Sdk;

/// <summary>Closed for a while.</summary>
internal sealed class FreezeGate(DateTimeOffset from, DateTimeOffset to, string reason) : IGate
{
    public string Name => $"freeze {GateText.Time(from)} to {GateText.Time(to)}";

    public ValueTask<GateAnswer> AskAsync(GateQuestion question, CancellationToken cancellationToken) =>
        ValueTask.FromResult(question.Now >= from && question.Now < to
            ? GateAnswer.Refuse($"It is frozen until {GateText.Time(to)}: {reason}. Rollback is not frozen.")
            : GateAnswer.Open);
}
