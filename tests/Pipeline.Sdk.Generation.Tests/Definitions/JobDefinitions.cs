namespace Pipeline.Sdk.Generation.Definitions;

/// <summary>What jobs are made of.</summary>
internal static class JobDefinitions
{
    public static PipelineBuilder Runners()
    {
        var given = new Given();
        var big = Runner.SelfHosted("big", ["self-hosted", "linux", "x64"], "Big machines", ["docker", "Agent.OS -equals Linux"], runsContainers: true);
        return given.Ci(w => w.OnPush("main")
            .Job("hosted", [given.Lint], on: [Runner.Ubuntu, Runner.Windows, Runner.MacOS])
            .Job("own", [given.Target("Heavy")], j => j.On(big).Timeout(TimeSpan.FromHours(8))));
    }

    public static PipelineBuilder OwnLegs()
    {
        var given = new Given();
        Runner[] runners = [Runner.SelfHosted("one", ["self-hosted", "rack1"], "Racks"), Runner.SelfHosted("two", ["self-hosted", "rack2"], "Racks")];
        return given.Ci(w => w.OnPush("main").Job("racks", [given.Lint], on: runners));
    }

    public static PipelineBuilder Container()
    {
        var given = new Given();
        return given.Ci(w => w.OnPush("main").Job("inside", [given.Lint], j => j.Container(Given.Sdk)));
    }

    public static PipelineBuilder Services()
    {
        var given = new Given();
        var redis = new JobContainer { Name = "redis", Image = "redis:7@sha256:1111111111111111111111111111111111111111111111111111111111111111", Ports = [6379] };
        return given.Ci(w => w.OnPush("main")
            .Job("integration", [given.Test], j => j.Service(JobContainer.PostgreSql(Given.Postgres)).Service(redis))
            .Job("other", [given.Target("Other")], j => j.Service(JobContainer.PostgreSql(Given.Postgres)).Service(redis with { Image = redis.Image.Replace('1', '2') }))
            .Job("inside", [given.Target("Inside")], j => j.Container(Given.Sdk).Service(JobContainer.PostgreSql(Given.Postgres))));
    }

    public static PipelineBuilder Matrix()
    {
        var given = new Given();
        var framework = given.Build.Parameter("framework", "Target framework", "net10.0");
        var trim = given.Build.Parameter("trim", "Trim", false);
        var test = given.Build.Target("Check").Needs(framework).Needs(trim).Run((_, _, _) => { });
        var legs =
            from runner in new[] { Runner.Ubuntu, Runner.Windows }
            from version in new[] { "net8.0", "net10.0", "3.10" }
            where runner == Runner.Ubuntu || version != "net8.0"
            select MatrixLeg.On(runner).With(framework, version);
        return given.Ci(w => w.OnPush("main")
            .Job("check", [test], j => j.Legs(legs).Legs(MatrixLeg.On(Runner.Ubuntu, "trimmed").With(trim, true)).MaxParallel(2).FailFast()));
    }

    public static PipelineBuilder Partitioned()
    {
        var given = new Given();
        var shard = given.Build.Partition("shard", 2);
        var test = given.Build.Target("Tests").ForEach(["A", "B", "C"], name => name).Partition(shard).Run((_, name) => name);
        return given.Ci(w => w.OnPush("main").OnPullRequest().Job("tests", [test], j => j.Partition(shard).On(Runner.Ubuntu, Runner.MacOS)));
    }

    public static PipelineBuilder Conditions()
    {
        var given = new Given();
        return given.Ci(w => w.OnPush("main").OnTag("v*").OnPullRequest().OnSchedule("0 4 * * *")
            .Job("main_only", [given.Target("A")], j => j.If(RunCondition.Branch("main")))
            .Job("releases", [given.Target("B")], j => j.If(RunCondition.Branch("release/*") | RunCondition.Tag("v*")))
            .Job("nightly", [given.Target("C")], j => j.If(RunCondition.Event(WorkflowEvent.Schedule) & !RunCondition.Branch("old")))
            .Job("pushed", [given.Target("D")], j => j.If(!RunCondition.Event(WorkflowEvent.Push) & (RunCondition.Event(WorkflowEvent.Manual) | RunCondition.Event(WorkflowEvent.PullRequest))))
            .Job("on_failure", [given.Target("E")], j => j.AfterAll().If(RunCondition.OnFailure))
            .Job("always", [given.Target("F")], j => j.After("main_only", "nightly").If(RunCondition.Always))
            .Job("finished", [given.Target("G")], j => j.After("main_only").If(RunCondition.Finished & !(RunCondition.Branch("a") | RunCondition.Branch("b"))))
            .Job("skipped", [given.Target("H")], j => j.If(RunCondition.Always & RunCondition.Job("nightly", JobOutcome.Skipped) & RunCondition.Job("pushed", JobOutcome.Succeeded))));
    }

    public static PipelineBuilder Chain()
    {
        var given = new Given();
        var a = given.Build.Target("A").Run(_ => 1);
        var b = given.Build.Target("B").Needs(a).Run((_, x) => x);
        var c = given.Build.Target("C").Needs(b).Needs(a).Run((_, x, y) => x + y);
        return given.Ci(w => w.OnPush("main").Job("third", [c]).Job("second", [b]).Job("first", [a]));
    }

    public static PipelineBuilder Concurrency()
    {
        var given = new Given();
        return given.Ci(w => w.OnPush("main").Concurrency("one-at-a-time", cancelsRunning: true)
            .Job("licensed", [given.Lint], j => j.Concurrency("license"))
            .Job("newest", [given.Target("Newest")], j => j.Concurrency("preview", cancelsRunning: true)));
    }

    public static PipelineBuilder Variables()
    {
        var given = new Given();
        return given.Ci(w => w.OnPush("main").Job("texts", [given.Lint], j => j
            .Variable("SHOWN_PLAIN", "plain").Variable("SHOWN_NUMBER", "3.10").Variable("SHOWN_OCTAL", "0777").Variable("SHOWN_EXPONENT", "1e5").Variable("SHOWN_FLAG", "on").Variable("SHOWN_NOTHING", "~").Variable("SHOWN_EMPTY", "")
            .Variable("SHOWN_DATE", "2024-01-01").Variable("SHOWN_COLON", "a: b").Variable("SHOWN_HASH", "a #b").Variable("SHOWN_QUOTES", "it's \"so\"").Variable("SHOWN_EMOJI", "😀").Variable("SHOWN_TAB", "a\tb").Variable("SHOWN_LINES", "one\r\ntwo\n")
            .Variable("SHOWN_SEPARATOR", "a\u2028b").Variable("SHOWN_DOLLAR", "$HOME `x` %PATH%")));
    }

    public static PipelineBuilder Secrets()
    {
        var given = new Given();
        var key = given.Build.Secret("feed-key", "Key of the feed");
        var push = given.Build.Target("Push").Needs(key).Run((_, _) => { });
        return given.Ci(w => w.OnPush("main").OnPullRequest()
            .Job("lint", [given.Lint])
            .Job("push", [push], j => j.If(RunCondition.Event(WorkflowEvent.Push)).SecretsFrom("orders secrets")));
    }

    public static PipelineBuilder Outputs()
    {
        var given = new Given();
        var version = JobOutput.Of("version", given.Version);
        var major = JobOutput.Of("major", given.Version, v => $"{v.Major}");
        return given.Ci(w => w.OnPush("main")
            .Job("version", [given.Version], j => j.Output(version).Output(major))
            .Job("announce", [given.Target("Announce")], j => j.Variable("SHOWN_VERSION", version).If(RunCondition.Output(major, "1")))
            .Job("celebrate", [given.Target("Celebrate")], j => j.If(!RunCondition.Output(major, "it's"))));
    }

    public static PipelineBuilder Artifacts()
    {
        var given = new Given();
        var packages = JobArtifact.Folder("packages", "artifacts/packages");
        var log = JobArtifact.File("log", "artifacts/logs/build.log", days: 3);
        return given.Ci(w => w.OnPush("main")
            .Job("pack", [given.Lint], j => j.Publish(packages).Publish(log))
            .Job("pack_all", [given.Target("All")], j => j.On(Runner.Ubuntu, Runner.MacOS).Publish(JobArtifact.Folder("natives", "artifacts/natives")))
            .Job("read", [given.Target("Read")], j => j.Fetch(packages).Fetch(log)));
    }

    public static PipelineBuilder LegArtifacts()
    {
        var given = new Given();
        var natives = JobArtifact.Folder("natives", "artifacts/natives");
        return given.Ci(w => w.OnPush("main")
            .Job("compile", [given.Lint], j => j.On(Runner.Ubuntu, Runner.Ubuntu with { Name = "older", GitHubLabel = "ubuntu-22.04", AzureImage = "ubuntu-22.04" }).Publish(natives))
            .Job("join", [given.Target("Join")], j => j.Fetch(natives)));
    }

    public static PipelineBuilder Caches()
    {
        var given = new Given();
        return given.Ci(w => w.OnPush("main").OnPullRequest()
            .Job("cached", [given.Lint], j => j.ResultCache().Cache(JobCache.Of("npm", "web/.npm", "web/package-lock.json")))
            .Job("two", [given.Target("Two")], j => j.Cache(new JobCache("web", ["web/a", "web/b"], ["**/yarn.lock"])).If(RunCondition.Event(WorkflowEvent.Push)))
            .Job("none", [given.Target("None")], j => j.NoPackageCache().FetchDepth(1)));
    }

    public static PipelineBuilder Tests()
    {
        var given = new Given();
        return given.Ci(w => w.OnPush("main").OnPullRequest().Job("test", [given.Test], on: [Runner.Ubuntu, Runner.Windows]));
    }

    public static PipelineBuilder Token()
    {
        var given = new Given();
        var push = given.Build.Target("Push").UsesToken(TokenScope.Packages, TokenAccess.Write).Run(_ => { });
        var release = given.Build.Target("Announce").UsesToken(TokenScope.Contents, TokenAccess.Write).Run(_ => { });
        var report = given.Build.Target("Report").UsesToken(TokenScope.Checks, TokenAccess.Write).Run(_ => { });
        return given.Ci(w => w.OnPush("main")
            .Job("push", [push, release])
            .Job("report", [report], j => j.Token(TokenScope.Deployments, TokenAccess.Read))
            .Job("identity", [given.Target("Identity")], j => j.Token(TokenScope.IdToken, TokenAccess.Write)));
    }

    public static PipelineBuilder Timeouts()
    {
        var given = new Given();
        return given.Ci(w => w.OnPush("main").Job("short", [given.Lint], timeout: TimeSpan.FromSeconds(30)).Job("long", [given.Target("Long")], timeout: TimeSpan.FromHours(6)));
    }

    public static PipelineBuilder Descriptions()
    {
        var given = new Given();
        var strange = given.Build.Target("Strange").Describe("Says: 'yes' # not a comment\u2028nor a line").Run(_ => { });
        return given.Ci(w => w.OnPush("main").Job("strange", [strange, given.Lint]));
    }
}
