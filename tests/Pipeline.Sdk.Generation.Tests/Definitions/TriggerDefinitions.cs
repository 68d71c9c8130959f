namespace Pipeline.Sdk.Generation.Definitions;

/// <summary>What starts a workflow.</summary>
internal static class TriggerDefinitions
{
    public static PipelineBuilder Push() => Of(w => w.OnPush("main", "release/*"));

    public static PipelineBuilder PushAll() => Of(w => w.OnPush());

    public static PipelineBuilder PushFilters() => Of(w => w.OnPush(p => p.Branches("main", "feature/*").IgnoreBranches("feature/old-*").Paths("src/**", "Directory.*").IgnorePaths("src/docs/**")));

    public static PipelineBuilder PushIgnored() => Of(w => w.OnPush(p => p.IgnoreBranches("experiment/*").IgnorePaths("docs/**", "*.md")));

    public static PipelineBuilder Tags() => Of(w => w.OnTag("v*", "release-*"));

    public static PipelineBuilder TagsAndBranches() => Of(w => w.OnPush("main").OnTag("v*"));

    public static PipelineBuilder TagsAndAllBranches() => Of(w => w.OnPush().OnTag("v*"));

    public static PipelineBuilder PullRequest() => Of(w => w.OnPullRequest());

    public static PipelineBuilder PullRequestFilters() => Of(w => w.OnPullRequest(p => p.Branches("main").IgnorePaths("docs/**")));

    public static PipelineBuilder Schedule() => Of(w => w.OnSchedule("30 3 * * MON-FRI").OnSchedule("0 */6 * * *", onlyWhenChanged: true));

    public static PipelineBuilder ManualOnly() => Of(w => w);

    public static PipelineBuilder ManualInputs()
    {
        var given = new Given();
        var build = given.Build;
        var configuration = build.Parameter("configuration", "MSBuild configuration", Configuration.Release);
        var dryRun = build.Parameter("try-only", "Change nothing", true);
        var retries = build.Parameter("retries", "How often", 3);
        var note = build.Parameter("note", "A word for the log: 'why', \"who\"", "none");
        var ticket = build.RequiredParameter<string>("ticket", "The ticket");
        var publish = build.Target("Publish").Needs(configuration).Needs(dryRun).Needs(retries).Needs(note).Needs(ticket).Run((_, _, _, _, _, _) => { });
        return given.Ci(w => w
            .OnPush("main")
            .OnManual(m => m.Input(configuration).Input(dryRun).Input(retries).Input(note).Input(ticket))
            .Job("publish", [publish])
            .Job("debug", [given.Lint], j => j.If(RunCondition.Parameter(configuration, Configuration.Debug)))
            .Job("real", [given.Target("Real")], j => j.If(RunCondition.Parameter(dryRun, false)))
            .Job("often", [given.Target("Often")], j => j.If(RunCondition.Parameter(retries, 5) & RunCondition.Parameter(note, "it's"))));
    }

    private static PipelineBuilder Of(Func<WorkflowDraft, WorkflowDraft> describe)
    {
        var given = new Given();
        return given.Ci(w => describe(w).Job("lint", [given.Lint]));
    }
}
