using Pipeline.Sdk.Generation.Yaml;
using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Generation.GitHub;

/// <summary>Writes one entry of <c>jobs</c>.</summary>
internal sealed class GitHubJobs(ActionLock actions)
{
    // success() is written out: GitHub adds it only while no other status function stands in the expression, and the next editor may add one.
    // Which branches push events come from, the trigger has decided.
    private const string NeverForPullRequests = "success() && (github.event_name == 'push' || github.event_name == 'workflow_dispatch')";

    private readonly GitHubSteps _steps = new(actions);

    public YamlMapping Write(JobPlan job, GenerationOptions options) => new()
    {
        { "name", job.HasLegs() ? job.Id + " (${{ matrix.leg }})" : null },
        { "needs", job.Needs.IsEmpty ? null : YamlSequence.Of(job.Needs) },
        { "if", job.Environment is null ? null : NeverForPullRequests },
        { "strategy", job.HasLegs() ? Strategy(job) : null },
        { "runs-on", job.HasLegs() ? "${{ matrix.runner }}" : job.Legs[0].GitHubLabel },
        { "timeout-minutes", job.TimeoutMinutes() },
        { "environment", job.Environment?.Name },
        { "concurrency", job.Environment is null ? null : Concurrency(job.Environment) },
        { "permissions", new YamlMapping { { "contents", "read" } } },
        { "steps", _steps.Write(job, options) },
    };

    private static YamlMapping Strategy(JobPlan job)
    {
        var legs = new YamlSequence();
        foreach (var leg in job.Legs)
            legs.Add(new YamlMapping { { "leg", leg.Name }, { "runner", leg.GitHubLabel }, { "part", leg.Part } });

        return new YamlMapping
        {
            { "fail-fast", false },
            { "matrix", new YamlMapping { { "include", legs } } },
        };
    }

    // One deployment per environment at a time, whatever workflow or branch it comes from.
    private static YamlMapping Concurrency(DeploymentEnvironment environment) => new()
    {
        { "group", "deploy-" + environment.Name },
        { "cancel-in-progress", false },
    };
}
