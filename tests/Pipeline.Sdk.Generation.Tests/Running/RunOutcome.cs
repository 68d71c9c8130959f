namespace Pipeline.Sdk.Generation.Running;

/// <summary>What became of a run.</summary>
internal sealed record RunOutcome
{
    public required string Id { get; init; }

    /// <summary><c>success</c>, <c>failure</c>, <c>skipped</c>, <c>not started</c>.</summary>
    public required string Result { get; init; }

    /// <summary>The jobs, one entry per leg, in the order of running.</summary>
    public IReadOnlyList<JobRun> Jobs { get; init; } = [];

    /// <summary>The files of each artifact.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Artifacts { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>The jobs that ran or were skipped, each with its legs.</summary>
    public JobRun Job(string name) => Jobs.Single(job => job.Job == name);

    /// <summary>What must be the same on every system: order, outcomes, what the targets saw, what was kept.</summary>
    public string Meaning()
    {
        // What only one system has, and how each counts attempts, is no part of it.
        var jobs = Jobs.Where(job => !job.Job.StartsWith("attest_", StringComparison.Ordinal)).Select(job => $"{job.Job} {job.Leg} {job.Result} {string.Join(" / ", job.Said)}");
        var artifacts = Artifacts.Select(artifact => $"{WithoutAttempt(artifact.Key)}: {string.Join(", ", artifact.Value)}").Order(StringComparer.Ordinal);
        return string.Join('\n', [Result, .. jobs, .. artifacts]);
    }

    private static string WithoutAttempt(string artifact) => artifact.StartsWith("run-", StringComparison.Ordinal) ? artifact[..artifact.LastIndexOf('-')] : artifact;
}
