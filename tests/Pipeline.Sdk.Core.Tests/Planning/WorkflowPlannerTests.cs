using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Core.Tests.PlanStage;

/// <summary>Edges between jobs follow from the targets.</summary>
public class WorkflowPlannerTests
{
    private readonly PipelineBuilder _build = Given.Pipeline();

    [Fact]
    public void Jobs_wait_for_and_read_from_the_jobs_that_made_what_they_need()
    {
        var lint = _build.Target("Lint").Run();
        var compile = _build.Target("Compile").Run();
        var test = _build.Target("UnitTest").DependsOn(compile).Run(_ => 1);
        var package = _build.Target("Package").DependsOn(lint, compile).Needs(test).Run((_, x) => "release");
        var deploy = _build.Target("Deploy").ChangesEnvironment().Needs(package).Needs(_build.SelectedEnvironment).Run((_, release, e) => "deployment");
        var staging = _build.Environment("staging", e => e.OnThisMachine());
        var production = _build.Environment("production", e => e.OnThisMachine());

        var plan = Plan(w => w.OnPush("main").OnPullRequest()
            .Job("verify", [lint, test], on: [Runner.Ubuntu, Runner.Windows])
            .Job("package", [package], timeout: TimeSpan.FromMinutes(5))
            .Deploy(deploy, to: staging).Then(production));

        Assert.Equal(
            """
            verify [Lint,UnitTest] needs [] imports [] exports True legs [ubuntu,windows] env  runs [Lint,Compile,UnitTest]
            package [Package] needs [verify] imports [verify] exports True legs [ubuntu] env  runs [Compile,Package]
            deploy_staging [Deploy] needs [package] imports [package] exports False legs [ubuntu] env staging runs [Deploy]
            deploy_production [Deploy] needs [package,deploy_staging] imports [package] exports False legs [ubuntu] env production runs [Deploy]
            """,
            Text(plan));
        Assert.True(plan.OnPullRequest);
        Assert.Equal(["main"], plan.Definition.Push?.Branches);
        Assert.Equal(TimeSpan.FromMinutes(5), plan.Jobs[1].Timeout);
    }

    [Fact]
    public void A_result_that_belongs_to_an_environment_is_never_handed_on()
    {
        var deploy = _build.Target("Deploy").Needs(_build.SelectedEnvironment).Run((_, e) => e.Name);
        var smoke = _build.Target("Smoke").Needs(deploy).Run((_, name) => { });
        var staging = _build.Environment("staging", e => e.OnThisMachine());

        var plan = Plan(w => w.Deploy(deploy, to: staging).Deploy(smoke, to: _build.Environment("qa", e => e)));
        Assert.Empty(plan.Jobs[1].ImportsFrom);
        Assert.Equal(["Deploy", "Smoke"], Runs(plan.Jobs[1]));
    }

    [Fact]
    public void A_target_without_an_output_is_handed_on_only_when_a_job_names_it()
    {
        var compile = _build.Target("Compile").Run();
        var test = _build.Target("Test").DependsOn(compile).Run();
        var pack = _build.Target("Pack").DependsOn(compile, test).Run();

        var plan = Plan(w => w.Job("test", [test]).Job("pack", [pack]));
        Assert.Equal(["Compile", "Pack"], Runs(plan.Jobs[1]));
        Assert.Equal(["test"], plan.Jobs[1].Needs);

        var named = Plan(w => w.Job("test", [compile, test]).Job("pack", [pack]));
        Assert.Equal(["Pack"], Runs(named.Jobs[1]));
    }

    [Fact]
    public void Jobs_that_share_nothing_wait_for_nothing()
    {
        var (a, b) = (_build.Target("A").Run(), _build.Target("B").Run());
        var plan = Plan(w => w.Job("one", [a]).Job("two", [b]));
        Assert.All(plan.Jobs, job => Assert.Empty(job.Needs));
        Assert.All(plan.Jobs, job => Assert.False(job.Exports));
    }

    [Fact]
    public void A_target_that_a_job_names_is_run_by_that_job_whatever_the_order_of_declaration()
    {
        var version = _build.Target("Version").Run(_ => "1");
        var (a, b) = (_build.Target("A").Needs(version).Run((_, v) => { }), _build.Target("B").Needs(version).Run((_, v) => { }));

        var plan = Plan(w => w.Job("a", [a]).Job("version", [version]).Job("b", [b]));
        Assert.Equal(["version", "a", "b"], plan.Jobs.Select(job => job.Id));
        Assert.All(plan.Jobs.Skip(1), job => Assert.Equal(["version"], job.ImportsFrom));
    }

    [Fact]
    public void What_no_job_names_comes_from_the_first_job_that_makes_it()
    {
        var version = _build.Target("Version").Run(_ => "1");
        var (a, b) = (_build.Target("A").Needs(version).Run((_, v) => { }), _build.Target("B").Needs(version).Run((_, v) => { }));

        Assert.Equal(["a"], Plan(w => w.Job("a", [a]).Job("b", [b])).Jobs[1].ImportsFrom);
    }

    [Fact]
    public void Rejects_0309_jobs_that_wait_for_one_another()
    {
        var a = _build.Target("A").Run(_ => 1);
        var b = _build.Target("B").Needs(a).Run((_, x) => x);
        var c = _build.Target("C").Needs(b).Run((_, x) => x);

        var finding = Refused(w => w.Job("ends", [a, c]).Job("middle", [b]));
        Assert.Equal("PIPE0309", finding.Code);
        Assert.Contains("'ends' waits for 'middle' (results of B); 'middle' waits for 'ends' (results of A)", finding.Message, StringComparison.Ordinal);
        Assert.Equal("PIPE0309", Refused(w => w.Job("one", [a], j => j.After("two")).Job("two", [b], j => j.After("one"))).Code);
    }

    [Fact]
    public void Rejects_0310_a_job_that_waits_for_none_of_the_workflow()
    {
        var a = _build.Target("A").Run();
        Assert.Equal("PIPE0310", Refused(w => w.Job("one", [a], j => j.After("nobody"))).Code);
        Assert.Equal("PIPE0310", Refused(w => w.Job("one", [a], j => j.If(RunCondition.Job("nobody", JobOutcome.Failed)))).Code);
    }

    [Fact]
    public void Each_job_has_the_least_rights_that_its_targets_need_each_with_its_reason()
    {
        var push = _build.Target("Push").UsesToken(TokenScope.Packages, TokenAccess.Write).UsesToken(TokenScope.Contents, TokenAccess.Write).Run();
        var look = _build.Target("Look").UsesToken(TokenScope.Packages, TokenAccess.Read).Run();

        var plan = Plan(w => w.Job("push", [push, look]).Job("nothing", [_build.Target("Nothing").Run()]));
        Assert.Equal(["Contents Write check out; Push", "Packages Write Push; Look"], plan.Jobs[0].Rights.Select(right => $"{right.Scope} {right.Access} {right.Reason}"));
        Assert.Equal(["Contents Read check out"], plan.Jobs[1].Rights.Select(right => $"{right.Scope} {right.Access} {right.Reason}"));
    }

    [Theory]
    [InlineData(WorkflowEvent.Push, true)]
    [InlineData(WorkflowEvent.PullRequest, false)]
    public void A_condition_tells_without_a_run_whether_an_event_can_fulfil_it(WorkflowEvent started, bool canHold)
    {
        Assert.Equal(canHold, RunConditionTree.CanHold(!RunCondition.Event(WorkflowEvent.PullRequest), started));
        Assert.Equal(canHold, RunConditionTree.CanHold(RunCondition.Branch("main"), started));
        Assert.Equal(canHold, RunConditionTree.CanHold(RunCondition.Event(WorkflowEvent.Push) & RunCondition.OnFailure, started));
        Assert.Equal(canHold, RunConditionTree.CanHold(RunCondition.Branch("a") | RunCondition.Tag("v*"), started));
        Assert.True(RunConditionTree.CanHold(RunCondition.OnFailure | RunCondition.Branch("main"), started));
        Assert.True(RunConditionTree.CanHold(null, started));
    }

    [Fact]
    public void A_job_knows_the_secrets_of_the_steps_that_run_in_it()
    {
        var (key, token) = (_build.Secret("key", ""), _build.Secret("token", ""));
        var pack = _build.Target("Pack").Needs(key).Run((_, k) => 1);
        var push = _build.Target("Push").Needs(pack).Needs(token).Run((_, x, t) => { });

        var plan = Plan(w => w.Job("pack", [pack]).Job("push", [push]));
        Assert.Equal(["key"], plan.Jobs[0].Secrets.Select(secret => secret.Name));
        Assert.Equal(["token"], plan.Jobs[1].Secrets.Select(secret => secret.Name));
    }

    private Diagnostic Refused(Func<WorkflowDraft, WorkflowDraft> configure) => Assert.Single(Assert.Throws<InvalidPipelineException>(() => Plan(configure)).Diagnostics);

    private WorkflowPlan Plan(Func<WorkflowDraft, WorkflowDraft> configure)
    {
        var workflow = _build.Workflow("ci", w => configure(w).Emit(Given.Dialect));
        return WorkflowPlanner.Plan(GraphOf(_build), workflow);
    }

    private static Graph.TargetGraph GraphOf(PipelineBuilder build) =>
        Graph.GraphBuilder.Build(build.ToDefinition() with { Workflows = [] }).Graph ?? throw new InvalidOperationException("The graph is invalid.");

    private static IEnumerable<string> Runs(JobPlan job) => job.Steps.Where(step => step.Disposition == StepDisposition.Run).Select(step => step.Name);

    private static string Text(WorkflowPlan plan) => string.Join('\n', plan.Jobs.Select(job =>
        $"{job.Id} [{string.Join(',', job.Targets)}] needs [{string.Join(',', job.Needs)}] imports [{string.Join(',', job.ImportsFrom)}] exports {job.Exports}"
        + $" legs [{string.Join(',', job.Legs.Select(leg => leg.Name))}] env {job.Environment} runs [{string.Join(',', Runs(job))}]"));
}
