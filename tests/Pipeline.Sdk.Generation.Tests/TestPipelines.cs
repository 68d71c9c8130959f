namespace Pipeline.Sdk.Generation;

/// <summary>The pipelines whose files are approved.</summary>
internal static class TestPipelines
{
    /// <summary>A service's way from a push to production.</summary>
    public static PipelineBuilder Service()
    {
        var build = PipelineBuilder.Create([]);
        var lint = build.Target("Lint").Run(_ => { });
        var unitTest = build.Target("UnitTest").Run(_ => Report());
        var version = build.Target("Version").Run(_ => SemanticVersion.Parse("1.2.3"));
        var package = build.Target("Package").DependsOn(lint).Needs(unitTest).Needs(version).Run((_, _, number) => Release(number));
        var migrate = build.Target("Migrate").Needs(build.SelectedEnvironment).ChangesEnvironment().Run((_, _) => { });
        var deploy = build.Target("Deploy").DependsOn(migrate).Needs(package).Needs(build.SelectedEnvironment).ChangesEnvironment().Run((_, _, _) => { });
        var staging = build.Environment("staging", e => e.OnThisMachine());
        var production = build.Environment("production", e => e.OnThisMachine());

        build.Workflow("ci", w => w
            .OnPush("main", "release/*")
            .OnPullRequest()
            .Job("verify", [lint, unitTest], on: [Runner.Ubuntu, Runner.Windows])
            .Job("package", [package])
            .Deploy(deploy, to: staging).Then(production)
            .Emit(GitHubActions.Dialect, AzurePipelines.Dialect));
        return build;
    }

    /// <summary>Tests that are split over jobs, on two systems.</summary>
    public static PipelineBuilder Split()
    {
        var build = PipelineBuilder.Create([]);
        var shard = build.Partition("test-shard", 3);
        var token = build.Secret("license-key", "Key of the test double");
        var test = build.Target("Test").ForEach(["Orders", "Stock", "Mail"], name => name).Needs(token).Partition(shard).Run((_, _, _) => Report());
        build.Workflow("ci", w => w
            .OnPush("main")
            .Job("test", [test], on: [Runner.Ubuntu, Runner.Windows], partition: shard)
            .Emit(GitHubActions.Dialect, AzurePipelines.Dialect));
        return build;
    }

    /// <summary>One job, one workflow, and its name is not <c>ci</c>.</summary>
    public static PipelineBuilder Minimal()
    {
        var build = PipelineBuilder.Create([]);
        var lint = build.Target("Lint").Run(_ => { });
        build.Workflow("checks", w => w
            .OnPullRequest()
            .Job("lint", [lint], timeout: TimeSpan.FromMinutes(5))
            .Emit(GitHubActions.Dialect, AzurePipelines.Dialect));
        return build;
    }

    /// <summary>Secrets, an environment with a hyphen, a Windows leg that hands on, a command line with many imports, two workflows.</summary>
    public static PipelineBuilder Libraries()
    {
        var build = PipelineBuilder.Create([]);
        var feedKey = build.Secret("nuget-api-key", "Key of the package feed");
        var signingKey = build.Secret("signing-key", "Key that packages are signed with");
        var lint = build.Target("Lint").Run(_ => { });
        var unitTest = build.Target("UnitTest").Run(_ => Report());
        var integrationTest = build.Target("IntegrationTest").Run(_ => Report());
        var version = build.Target("Version").Run(_ => SemanticVersion.Parse("1.2.3"));
        var sign = build.Target("Sign").Needs(version).Needs(signingKey).Run((_, number, _) => Release(number));
        var publish = build.Target("Publish").DependsOn(lint).Needs(unitTest).Needs(integrationTest).Needs(sign).Needs(feedKey)
            .Needs(build.SelectedEnvironment).ChangesEnvironment().Run((_, _, _, _, _, _) => { });
        var preProduction = build.Environment("pre-production", e => e.OnThisMachine());

        build.Workflow("ci", w => w
            .OnPush("main")
            .OnPullRequest()
            .Job("lint", [lint])
            .Emit(GitHubActions.Dialect, AzurePipelines.Dialect));
        build.Workflow("release-train", w => w
            .OnPush("release/*")
            .Job("lint", [lint])
            .Job("test", [unitTest], on: [Runner.Ubuntu, Runner.MacOS])
            .Job("integration", [integrationTest], on: [Runner.Windows, Runner.Ubuntu], timeout: TimeSpan.FromHours(2))
            .Job("sign", [sign], on: [Runner.Windows])
            .Job("verify_all", [lint, unitTest, integrationTest, sign], on: [Runner.Windows])
            .Deploy(publish, to: preProduction)
            .Emit(GitHubActions.Dialect, AzurePipelines.Dialect));
        return build;
    }

    private static TestReport Report() => new() { Passed = 1, Failed = 0, Skipped = 0 };

    private static Release Release(SemanticVersion version) =>
        new() { Name = "orders", Version = version, Digest = "sha256:0", Folder = "artifacts/orders", EntryPoint = "Orders.dll", Files = [] };
}
