using Pipeline.Sdk.Generation.Definitions;

namespace Pipeline.Sdk.Generation;

/// <summary>Every rule of workflows that is asked before files are written.</summary>
internal static class RuleFixtures
{
    private static readonly WorkflowDialect Unknown = new("other-ci", "Other CI");

    private static readonly JobArtifact Packages = JobArtifact.Folder("packages", "artifacts/packages");

    public static IReadOnlyList<RuleFixture> All { get; } =
    [
        new("PIPE0303", "'Other CI'", (given, w) => w.Job("a", [given.Lint]).Emit(Unknown), (given, w) => w.Job("a", [given.Lint])),
        Job("PIPE0304", "'my runner'", j => j.On(Runner.Ubuntu with { Name = "my runner" }), j => j.On(Runner.Ubuntu with { Name = "my_runner" })),
        Job("PIPE0304", "'9'", j => j.Legs(MatrixLeg.On(Runner.Ubuntu, "9")), j => j.Legs(MatrixLeg.On(Runner.Ubuntu, "_9")), "leg"),
        Job("PIPE0305", "'Ubuntu'", j => j.On(Runner.Ubuntu, Runner.Ubuntu with { Name = "Ubuntu" }), j => j.On(Runner.Ubuntu, Runner.MacOS)),
        Job("PIPE0306", "'${{ github.head_ref }}'", j => j.On(Runner.Ubuntu with { GitHubLabel = "${{ github.head_ref }}" }), j => j.On(Runner.Ubuntu with { GitHubLabel = "ubuntu-22.04" })),
        Job("PIPE0306", "'a#b'", j => j.On(Runner.SelfHosted("own", ["x"], "a#b")), j => j.On(Runner.SelfHosted("own", ["x"], "a b")), "pool"),
        Of("PIPE0307", "'it's'", w => w.OnPush("it's"), w => w.OnPush("its")),
        Of("PIPE0307", "'!main'", w => w.OnPullRequest(p => p.Branches("!main")), w => w.OnPullRequest(p => p.IgnoreBranches("main")), "exception"),
        Of("PIPE0307", "''", w => w.OnTag(""), w => w.OnTag("v1"), "tag"),
        Job("PIPE0307", "'a*b'", j => j.If(RunCondition.Branch("a*b")), j => j.If(RunCondition.Branch("a*")), "condition"),
        new("PIPE0309", "'b' waits for 'a'", (given, w) => w.Job("a", [given.Lint], j => j.After("b")).Job("b", [given.Test], j => j.After("a")), (given, w) => w.Job("a", [given.Lint]).Job("b", [given.Test], j => j.After("a"))),
        Job("PIPE0310", "'nobody'", j => j.After("nobody"), j => j.After()),
        Of("PIPE0311", "'/src'", w => w.OnPush(p => p.Paths("/src")), w => w.OnPush(p => p.Paths("src/**"))),
        Of("PIPE0311", "'a/../b'", w => w.OnPush(p => p.IgnorePaths("a/../b")), w => w.OnPush(p => p.IgnorePaths("a/b")), "dots"),
        new("PIPE0312", "'Rollback' changes 'staging'", (given, w) => w.Job("one", [given.Rollback], j => j.Environment(given.Staging)).Job("two", [given.Rollback], j => j.Environment(given.Staging)), (given, w) => w.Job("one", [given.Rollback], j => j.Environment(given.Staging)).Job("two", [given.Rollback], j => j.Environment(given.Production))),
        new("PIPE0313", "runs Rollback", (given, w) => w.Job("back", [given.Rollback]), (given, w) => w.Job("back", [given.Rollback], j => j.Environment(given.Staging))),
        Of("PIPE0314", "'@daily'", w => w.OnSchedule("@daily"), w => w.OnSchedule("0 0 * * *")),
        Of("PIPE0314", "'60 * * * *'", w => w.OnSchedule("60 * * * *"), w => w.OnSchedule("59 23 31 12 6"), "range"),
        Of("PIPE0314", "'0 0 1 1 1 2026'", w => w.OnSchedule("0 0 1 1 1 2026"), w => w.OnSchedule("*/15 8-18 1,15 JAN-MAR MON-FRI"), "six fields"),
        Of("PIPE0314", "'5/10 * * * *'", w => w.OnSchedule("5/10 * * * *"), w => w.OnSchedule("5-55/10 * * * *"), "step"),
        Of("PIPE0314", "'0 0 L * ?'", w => w.OnSchedule("0 0 L * ?"), w => w.OnSchedule("0 0 28 * *"), "quartz"),
        new("PIPE0315", "26 values", (given, w) => Inputs(given, w, 26), (given, w) => Inputs(given, w, 25)),
        new("PIPE0316", "'theirs'", (given, w) => w.OnManual(m => m.Input(new Given().Build.Parameter("theirs", "", ""))).Job("a", [given.Lint]), (given, w) => w.OnManual(m => m.Input(given.Build.Parameter("mine", "", ""))).Job("a", [given.Lint])),
        new("PIPE0316", "'environment'", (given, w) => w.OnManual(m => m.Input(given.Build.Parameter("environment", "", ""))).OnDemand(given.Rollback, [given.Staging]), (given, w) => w.OnManual(m => m.Input(given.Build.Parameter("place", "", ""))).OnDemand(given.Rollback, [given.Staging])) { Name = "PIPE0316 environment" },
        new("PIPE0317", "output 'version'", (given, w) => w.Job("a", [given.Version], j => j.On(Runner.Ubuntu, Runner.MacOS).Output(JobOutput.Of("version", given.Version))), (given, w) => w.Job("a", [given.Version], j => j.Output(JobOutput.Of("version", given.Version)))),
        new("PIPE0318", "which no job gives", (given, w) => w.Job("a", [given.Version], j => j.Variable("V", JobOutput.Of("version", given.Version))), (given, w) => Read(given, w, JobOutput.Of("version", given.Version), "a")),
        new("PIPE0318", "which it gives itself", (given, w) => w.Job("a", [given.Version], j => Give(j, JobOutput.Of("version", given.Version))), (given, w) => Read(given, w, JobOutput.Of("version", given.Version), "a")) { Name = "PIPE0318 itself" },
        new("PIPE0319", "target 'Version'", (given, w) => w.Job("a", [given.Lint], j => j.Output(JobOutput.Of("version", given.Version))), (given, w) => w.Job("a", [given.Version], j => j.Output(JobOutput.Of("version", given.Version)))),
        Job("PIPE0320", "Variable '1A'", j => j.Variable("1A", "x"), j => j.Variable("A1", "x")),
        Job("PIPE0320", "Concurrency group 'a b'", j => j.Concurrency("a b"), j => j.Concurrency("a-b"), "group"),
        Job("PIPE0320", "Service 'post gres'", j => j.Service(JobContainer.PostgreSql(Given.Postgres) with { Name = "post gres" }), j => j.Service(JobContainer.PostgreSql(Given.Postgres)), "service"),
        Job("PIPE0320", "Cache 'n p m'", j => j.Cache(JobCache.Of("n p m", "web", "a.json")), j => j.Cache(JobCache.Of("npm", "web", "a.json")), "cache"),
        new("PIPE0332", "'quick'", (given, w) => Tested(given, w, isAsked: false), (given, w) => Tested(given, w, isAsked: true)),
        new("PIPE0333", "feed-key", (given, w) => Secret(given, w.OnPullRequest(), j => j), (given, w) => Secret(given, w.OnPullRequest(), j => j.If(!RunCondition.Event(WorkflowEvent.PullRequest)))),
        Job("PIPE0334", "'postgres:17'", j => j.Service(JobContainer.PostgreSql("postgres:17")), j => j.Service(JobContainer.PostgreSql(Given.Postgres))),
        new("PIPE0335", "'pack'", (given, w) => w.Job("pack", [given.Package], j => j.ResultCache()), (given, w) => w.Job("test", [given.Test], j => j.ResultCache())),
        new("PIPE0335", "'deploy_staging'", (given, w) => w.Deploy(given.Deploy, given.Staging, j => j.ResultCache()), (given, w) => w.Deploy(given.Deploy, given.Staging)) { Name = "PIPE0335 deployment" },
        new("PIPE0336", "Packages (Push)", (given, w) => w.OnPullRequest().Job("a", [Push(given)]), (given, w) => w.OnPush().Job("a", [Push(given)])),
        Job("PIPE0338", "PinnedImages", j => j.Allow(WorkflowRule.PinnedImages, " "), j => j.Allow(WorkflowRule.PinnedImages, "because")),
        Job("PIPE0340", "'windows'", j => j.On(Runner.Windows).Container(Given.Sdk), j => j.On(Runner.Ubuntu).Container(Given.Sdk)),
        Job("PIPE0341", "'results-a'", j => j.Publish(JobArtifact.Folder("results-a", "a")), j => j.Publish(JobArtifact.Folder("my-results", "a"))),
        Job("PIPE0341", "'a/*.txt'", j => j.Publish(JobArtifact.File("a", "a/*.txt")), j => j.Publish(JobArtifact.File("a", "a/b.txt")), "pattern"),
        Job("PIPE0341", "100 days", j => j.Publish(JobArtifact.Folder("a", "a", days: 100)), j => j.Publish(JobArtifact.Folder("a", "a", days: 90)), "days"),
        new("PIPE0341", "two jobs keep one", (given, w) => w.Job("a", [given.Lint], j => j.Publish(Packages)).Job("b", [given.Test], j => j.Publish(JobArtifact.File("Packages", "x"))), (given, w) => w.Job("a", [given.Lint], j => j.Publish(Packages)).Job("b", [given.Test], j => j.Publish(JobArtifact.File("other", "x")))) { Name = "PIPE0341 twice" },
        new("PIPE0342", "'packages'", (given, w) => w.Job("a", [given.Lint], j => j.Fetch(Packages)), (given, w) => w.Job("a", [given.Lint], j => j.Publish(Packages)).Job("b", [given.Test], j => j.Fetch(Packages))),
        new("PIPE0343", "does not let itself be called", (given, w) => Call(given, w, called => called), (given, w) => Call(given, w, called => called.OnCall())),
        new("PIPE0343", "has triggers of its own", (given, w) => Call(given, w, called => called.OnCall().OnPush("main")), (given, w) => Call(given, w, called => called.OnCall())) { Name = "PIPE0343 triggers" },
        Job("PIPE0345", "'$(Build.SourceBranchName)'", j => j.Variable("A", "$(Build.SourceBranchName)"), j => j.Variable("A", "$BRANCH")),
        Job("PIPE0345", "'${{ github.head_ref }}'", j => j.Variable("A", "${{ github.head_ref }}"), j => j.Variable("A", "{{ x }}"), "github"),
        Job("PIPE0346", "00:00:00", j => j.Timeout(TimeSpan.Zero), j => j.Timeout(TimeSpan.FromMinutes(1))),
        Job("PIPE0346", "07:00:00", j => j.Timeout(TimeSpan.FromHours(7)), j => j.Timeout(TimeSpan.FromHours(7)).On(Runner.SelfHosted("own", ["x"], "own")), "hosted"),
        Job("PIPE0347", "at most 0 legs", j => j.MaxParallel(0), j => j.MaxParallel(1)),
        Job("PIPE0348", "257 legs", j => j.On(ManyRunners(257)), j => j.On(ManyRunners(256))),
        Job("PIPE0350", "'job'", j => j.On(Runner.Ubuntu, Runner.SelfHosted("own", ["x"], "own")), j => j.On(Runner.SelfHosted("own", ["x"], "own"), Runner.SelfHosted("two", ["y"], "own"))),
        new("PIPE0351", "'deploy_staging'", (given, w) => w.Deploy(given.Deploy, given.Staging, j => j.On(Runner.Ubuntu, Runner.MacOS)), (given, w) => w.Deploy(given.Deploy, given.Staging, j => j.On(Runner.MacOS))),
        new("PIPE0354", "has containers", (given, w) => w.OnCall().Job("a", [given.Lint], j => j.Container(Given.Sdk)), (given, w) => w.OnCall().Job("a", [given.Lint])),
    ];

    /// <summary>What is told and hinders nothing.</summary>
    public static IReadOnlyList<RuleFixture> Warnings { get; } =
    [
        new("PIPE0339", "named by the jobs a and b", (given, w) => w.Job("a", [given.Lint]).Job("b", [given.Lint]), (given, w) => w.Job("a", [given.Lint]).Job("b", [given.Test])),
        new("PIPE0337", "Allowed: signed elsewhere", (given, w) => Release(given, w.Allow(WorkflowRule.AttestedPackages, "signed elsewhere")), Release),
        new("PIPE0333", "Allowed: no forks", (given, w) => Secret(given, w.OnPullRequest(), j => j.Allow(WorkflowRule.NoSecretsOnPullRequests, "no forks")), (given, w) => Secret(given, w.OnPush(), j => j)),
        Job("PIPE0352", "'job'", j => j.On(Runner.Ubuntu, Runner.MacOS).FailFast(), j => j.On(Runner.Ubuntu, Runner.MacOS)),
        new("PIPE0353", "'deploy_staging'", (given, w) => w.Deploy(given.Deploy, given.Staging, j => j.Url("https://example.org/")), (given, w) => w.Deploy(given.Deploy, given.Staging)),
    ];

    private static RuleFixture Of(string code, string culprit, Func<WorkflowDraft, WorkflowDraft> broken, Func<WorkflowDraft, WorkflowDraft> right, string name = "") =>
        new(code, culprit, (given, w) => broken(w).Job("job", [given.Lint]), (given, w) => right(w).Job("job", [given.Lint])) { Name = $"{code} {name}".TrimEnd() };

    private static RuleFixture Job(string code, string culprit, Func<JobDraft, JobDraft> broken, Func<JobDraft, JobDraft> right, string name = "") =>
        new(code, culprit, (given, w) => w.Job("job", [given.Lint], broken), (given, w) => w.Job("job", [given.Lint], right)) { Name = $"{code} {name}".TrimEnd() };

    private static WorkflowDraft Inputs(Given given, WorkflowDraft w, int count) =>
        w.OnManual(m => Enumerable.Range(1, count).Aggregate(m, (draft, number) => draft.Input(given.Build.Parameter($"p{number}", "", "")))).Job("a", [given.Lint]);

    private static WorkflowDraft Read(Given given, WorkflowDraft w, JobOutput output, string owner) =>
        w.Job(owner, [given.Version], j => j.Output(output)).Job("reader", [given.Lint], j => j.Variable("V", output));

    private static JobDraft Give(JobDraft job, JobOutput output) => job.Output(output).Variable("V", output);

    private static WorkflowDraft Tested(Given given, WorkflowDraft w, bool isAsked)
    {
        var quick = given.Build.Parameter("quick", "", false);
        return (isAsked ? w.OnManual(m => m.Input(quick)) : w).Job("a", [given.Lint], j => j.If(RunCondition.Parameter(quick, true)));
    }

    private static WorkflowDraft Secret(Given given, WorkflowDraft w, Func<JobDraft, JobDraft> describe)
    {
        var key = given.Build.Secret("feed-key", "");
        return w.Job("push", [given.Build.Target("Push").Needs(key).Run((_, _) => { })], describe);
    }

    private static Target Push(Given given) => given.Build.Target("Push").UsesToken(TokenScope.Packages, TokenAccess.Write).Run(_ => { });

    private static WorkflowDraft Release(Given given, WorkflowDraft w) => w.OnTag("v*").Job("pack", [given.Package]).Job("publish", [given.Build.Target("Publish").Needs(given.Package).Run((_, _) => { })]);

    private static WorkflowDraft Call(Given given, WorkflowDraft w, Func<WorkflowDraft, WorkflowDraft> describe)
    {
        var called = given.Build.Workflow("called", c => describe(c).Job("inner", [given.Test]).Emit(GitHubActions.Dialect, AzurePipelines.Dialect));
        return w.Job("a", [given.Lint]).Call("call", called);
    }

    private static Runner[] ManyRunners(int count) => [.. Enumerable.Range(1, count).Select(number => Runner.Ubuntu with { Name = $"r{number}" })];
}
