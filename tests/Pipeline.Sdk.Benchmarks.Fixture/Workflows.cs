namespace Pipeline.Sdk.Benchmarks.Fixture;

/// <summary>A workflow of many jobs, written in both dialects.</summary>
internal static class Workflows
{
    public static void AddTo(PipelineBuilder build, int count, int jobs)
    {
        // Every target needs the one before it in its job, and the one at its place two jobs before: jobs hand results on to two others.
        var perJob = count / jobs;
        var targets = new List<Target<int>>();
        for (var index = 0; index < count; index++)
        {
            var draft = build.Target($"T{index}").Describe($"Does part {index}");
            if (index % perJob > 0)
                draft = draft.DependsOn(targets[index - 1]);
            targets.Add(index < 2 * perJob ? draft.Run(_ => 1) : draft.Needs(targets[index - (2 * perJob)]).Run((_, value) => value));
        }

        build.Workflow("ci", w =>
        {
            w = w.OnPush("main").OnPullRequest();
            for (var job = 0; job < jobs; job++)
            {
                // The last one has the rest.
                var names = targets.Skip(job * perJob).Take(job == jobs - 1 ? count : perJob).ToList();
                w = w.Job($"job{job}", [.. names], on: job % 10 == 0 ? [Runner.Ubuntu, Runner.Windows] : null);
            }

            return w.Emit(GitHubActions.Dialect, AzurePipelines.Dialect);
        });
    }
}
