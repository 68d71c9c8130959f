namespace Pipeline.Sdk;

/// <summary>Opens for releases that went live in another environment before, and still are what went live there last.</summary>
internal sealed class PromotionGate(DeploymentEnvironment from, TimeSpan soak) : IGate
{
    public DeploymentEnvironment From { get; } = from;

    public TimeSpan Soak { get; } = soak;

    public string Name => $"promotion from {From.Name}" + (Soak > TimeSpan.Zero ? $" after {GateText.Duration(Soak)}" : "");

    public ValueTask<GateAnswer> AskAsync(GateQuestion question, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(question);
        return ValueTask.FromResult(Decide(question));
    }

    private GateAnswer Decide(GateQuestion question)
    {
        var ended = question.Deployments(From);

        // A machine that was made for this job has no memory; there the order of the workflow's jobs, which hand the release on, is the promotion.
        if (question.Run.IsHosted && ended.IsEmpty)
            return GateAnswer.Open;

        // Before anything runs the digest is not known: the commit tells early what the digest decides in the end.
        var what = question.Digest is { } digest ? $"Release {question.Version} ({digest})" : $"A release of commit {question.Run.Commit ?? "unknown"}";
        if (question.Digest is null && question.Run.Commit is null)
            return GateAnswer.Open;

        var fitting = ended.Where(record => IsSame(record, question)).ToList();
        if (fitting.LastOrDefault(record => record.Succeeded) is not { } success)
        {
            var failed = fitting.LastOrDefault();
            return GateAnswer.Refuse($"{what} has not succeeded in '{From.Name}'{(failed is null ? "" : $"; it failed there at {GateText.Time(failed.At)}")}. Deploy the same release there first: --env {From.Name}.");
        }

        // A release that somebody has taken back there is no proof any more.
        var since = ended.Where(record => record.Service == success.Service && record.Succeeded && record.At > success.At).ToList();
        if (since.Find(record => record.IsRollback && !IsSame(record, question)) is { } rollback)
            return GateAnswer.Refuse($"{what} was rolled back in '{From.Name}' at {GateText.Time(rollback.At)} by {rollback.Actor}. Deploy a release that holds there.");

        var ripe = success.At + Soak;
        return question.Now >= ripe
            ? GateAnswer.Open
            : GateAnswer.Refuse($"{what} has been live in '{From.Name}' since {GateText.Time(success.At)}; it must soak for {GateText.Duration(Soak)}, until {GateText.Time(ripe)}.");
    }

    private static bool IsSame(DeploymentRecord record, GateQuestion question) =>
        question.Digest is { } digest ? record.Digest == digest && record.Service == question.Service : record.Commit == question.Run.Commit;
}
