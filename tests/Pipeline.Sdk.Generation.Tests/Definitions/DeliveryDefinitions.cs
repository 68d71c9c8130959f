namespace Pipeline.Sdk.Generation.Definitions;

/// <summary>Deployments, calls, logins, and rules broken on purpose.</summary>
internal static class DeliveryDefinitions
{
    public static PipelineBuilder Promotion()
    {
        var given = new Given();
        return given.Ci(w => w.OnPush("main").OnPullRequest()
            .Job("verify", [given.Lint, given.Test])
            .Job("package", [given.Package])
            .Deploy(given.Deploy, to: given.Staging).Then(given.Production));
    }

    public static PipelineBuilder RolledBack()
    {
        var given = new Given();
        return given.Ci(w => w.OnPush("main", "hotfix/*")
            .Job("package", [given.Package])
            .Deploy(given.Deploy, to: given.Staging).OnFailure(given.Rollback).Then(given.Production));
    }

    public static PipelineBuilder Addressed()
    {
        var given = new Given();
        var url = JobOutput.Of("url", given.Deploy);
        return given.Ci(w => w.OnPush("main")
            .Job("package", [given.Package])
            .Deploy(given.Deploy, to: given.Staging, j => j.Url("https://staging.example.org/"))
            .Then(given.Production, j => j.Url(url).On(Runner.SelfHosted("gate", ["self-hosted", "gate"], "Gate")))
            .Job("announce", [given.Target("Announce")], j => j.Variable("SHOWN_ADDRESS", url)));
    }

    public static PipelineBuilder ReleaseTrain()
    {
        var given = new Given();
        return given.Workflow("release", w => w.OnTag("v*").Job("package", [given.Package]).Job("publish", [given.Build.Target("Publish").Needs(given.Package).Run((_, _) => { })]));
    }

    public static PipelineBuilder NotAttested()
    {
        var given = new Given();
        return given.Workflow("release", w => w.OnTag("v*").Allow(WorkflowRule.AttestedPackages, "The registry signs: see #12")
            .Job("package", [given.Package]).Job("publish", [given.Build.Target("Publish").Needs(given.Package).Run((_, _) => { })]));
    }

    public static PipelineBuilder OnDemand()
    {
        var given = new Given();
        var release = given.Build.Parameter("release", "The release to deploy; empty for a new one", "");
        var redeploy = given.Build.Target("Redeploy").Needs(release).Needs(given.Build.SelectedEnvironment).ChangesEnvironment().Run((_, _, _) => { });
        given.Workflow("rollback", w => w.OnDemand(given.Rollback, [given.Staging, given.Production]));
        return given.Workflow("redeploy", w => w.OnDemand(redeploy, [given.Staging, given.Production], release));
    }

    public static PipelineBuilder Called()
    {
        var given = new Given();
        var configuration = given.Build.Parameter("configuration", "MSBuild configuration", Configuration.Release);
        var full = given.Build.Parameter("full", "Runs everything", false);
        var key = given.Build.Secret("license-key", "Key of the test double");
        var check = given.Build.Target("Check").Needs(configuration).Needs(key).Run((_, _, _) => 1);
        var report = given.Build.Target("Report").Needs(check).Run((_, _) => { });
        var everything = given.Build.Target("Everything").Needs(full).Run((_, _) => { });
        var checks = given.Build.Workflow("checks", w => w
            .OnCall(c => c.Input(configuration).Input(full))
            .Job("check", [check], j => j.If(!RunCondition.Event(WorkflowEvent.PullRequest)))
            .Job("report", [report])
            .Job("everything", [everything], j => j.If(RunCondition.Parameter(full, true)))
            .Emit(GitHubActions.Dialect, AzurePipelines.Dialect));
        return given.Ci(w => w.OnPush("main").OnPullRequest()
            .Job("lint", [given.Lint])
            .Call("checked", checks, c => c.With(configuration, Configuration.Debug).With(full, true).After("lint").If(RunCondition.Branch("main")))
            .Job("after", [given.Target("After")], j => j.After("checked")));
    }

    public static PipelineBuilder AzureLogin()
    {
        var given = new Given();
        return given.Ci(w => w.OnPush("main")
            .Job("package", [given.Package])
            .Deploy(given.Deploy, to: given.Staging, j => j.Login(OpenIdLogin.Azure("orders-staging")).SecretsFrom("orders")));
    }

    public static PipelineBuilder NuGetLogin()
    {
        var given = new Given();
        var key = given.Build.Secret("nuget-api-key", "Key of nuget.org");
        var push = given.Build.Target("Push").Needs(key).Run((_, _) => { });
        return given.Workflow("publish", w => w.OnTag("v*").Job("push", [push], j => j.Login(OpenIdLogin.NuGet("orders-team", key))));
    }

    public static PipelineBuilder Allowed()
    {
        var given = new Given();
        var key = given.Build.Secret("preview-key", "Key of the preview");
        var preview = given.Build.Target("Preview").Needs(key).UsesToken(TokenScope.PullRequests, TokenAccess.Write).Run((_, _) => { });
        return given.Ci(w => w.OnPullRequest().Allow(WorkflowRule.PinnedImages, "Rebuilt weekly: the newest is wanted")
            .Job("preview", [preview], j => j
                .Service(JobContainer.PostgreSql("postgres:17"))
                .Allow(WorkflowRule.NoSecretsOnPullRequests, "The repository is private and has no forks")
                .Allow(WorkflowRule.NoWriteTokenOnPullRequests, "Comments on the pull request: \"see\" the preview")));
    }

    public static PipelineBuilder ReleaseCache()
    {
        var given = new Given();
        return given.Ci(w => w.OnPush("main").Job("package", [given.Package], j => j.ResultCache().Allow(WorkflowRule.NoResultCacheInReleases, "Nothing is released from here")));
    }

    public static PipelineBuilder Everything()
    {
        var given = new Given();
        var url = JobOutput.Of("url", given.Deploy);
        var version = JobOutput.Of("version", given.Version);
        var channel = given.Build.Parameter("channel", "Where to", "stable");
        var notes = JobArtifact.Folder("notes", "artifacts/notes");
        var announce = given.Build.Target("Announce").Needs(channel).UsesToken(TokenScope.Contents, TokenAccess.Write).Run((_, _) => { });
        return given.Ci(w => w
            .OnPush(p => p.Branches("main").IgnorePaths("docs/**")).OnTag("v*").OnPullRequest(p => p.Branches("main")).OnSchedule("15 2 * * 0").OnManual(m => m.Input(channel))
            .Job("verify", [given.Lint, given.Test], j => j.On(Runner.Ubuntu, Runner.Windows))
            .Job("package", [given.Package, given.Version], j => j.Output(version).Publish(notes))
            .Deploy(given.Deploy, to: given.Staging, j => j.Login(OpenIdLogin.Azure("staging"))).OnFailure(given.Rollback).Then(given.Production, j => j.Url(url))
            .Job("announce", [announce], j => j.Variable("SHOWN_ADDRESS", url).Variable("SHOWN_VERSION", version).Fetch(notes).If(RunCondition.Tag("v*") & RunCondition.Parameter(channel, "stable")))
            .Job("tell", [given.Target("Tell")], j => j.AfterAll().If(RunCondition.OnFailure & !RunCondition.Event(WorkflowEvent.PullRequest))));
    }
}
