namespace Pipeline.Sdk.Generation.Definitions;

/// <summary>The workflow of docs/workflows.md: what stands between the marks is shown there, with the files that it gives.</summary>
internal static class DocumentedWorkflow
{
    public static PipelineBuilder Build()
    {
        var build = PipelineBuilder.Create([]);

        // <definition>
        var channel = build.Parameter("channel", "Where the release goes", "stable");
        var key = build.Secret("feed-key", "Key of the package feed");

        var lint = build.Target("Lint").Describe("Checks the formatting").Run(_ => { });
        var test = build.Target("Test").Describe("Runs the tests").Run(_ => new TestReport { Passed = 1, Failed = 0, Skipped = 0 });
        var version = build.Target("Version").Run(_ => SemanticVersion.Parse("1.2.3"));
        var publish = build.Target("Publish").Describe("Pushes the packages").Needs(test).Needs(version).Needs(channel).Needs(key)
            .Run((_, _, _, _, _) => { });

        var published = JobOutput.Of("version", version);

        build.Workflow("ci", w => w
            .OnPush(p => p.Branches("main").IgnorePaths("docs/**")).OnPullRequest().OnManual(m => m.Input(channel))
            .Job("verify", [lint, test], j => j.On(Runner.Ubuntu, Runner.Windows))
            .Job("publish", [version, publish], j => j.If(RunCondition.Branch("main")).Output(published))
            .Job("announce", [build.Target("Announce").Run(_ => { })], j => j
                .If(RunCondition.Parameter(channel, "stable") & !RunCondition.Output(published, "0.0.0"))
                .Variable("VERSION", published))
            .Emit(GitHubActions.Dialect, AzurePipelines.Dialect));
        // </definition>
        return build;
    }
}
