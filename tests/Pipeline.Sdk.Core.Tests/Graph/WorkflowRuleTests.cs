namespace Pipeline.Sdk.Core.Tests.GraphStage;

/// <summary>PIPE0130 to PIPE0138: each rule broken alone.</summary>
public class WorkflowRuleTests
{
    private readonly PipelineBuilder _build = Given.Pipeline();
    private readonly Target _target;

    public WorkflowRuleTests() => _target = _build.Target("Test").Run();

    [Fact]
    public void A_valid_workflow_has_no_findings()
    {
        Workflow("ci");
        Workflow("nightly");
        Assert.Empty(Findings());
    }

    [Theory]
    [InlineData("my ci")]
    [InlineData("../ci")]
    [InlineData("ci.yml")]
    public void Rejects_0130_a_name_that_is_no_file_name(string name)
    {
        Workflow(name);
        Only("PIPE0130", $"'{name}'");
    }

    [Fact]
    public void Rejects_0131_two_workflows_whose_names_differ_in_case_only()
    {
        Workflow("ci");
        Workflow("CI");
        Only("PIPE0131", "'CI' is declared twice; first at WorkflowRuleTests.cs(");
    }

    [Theory]
    [InlineData("unit-test")]
    [InlineData("1st")]
    [InlineData("deploy")]
    [InlineData("Deployment")]
    public void Rejects_0132_a_job_name_that_one_dialect_does_not_take(string name)
    {
        _build.Workflow("ci", w => w.Job(name, [_target]).Emit(Given.Dialect));
        Only("PIPE0132", $"'{name}' of workflow 'ci'");
    }

    [Fact]
    public void Rejects_0133_two_jobs_whose_names_differ_in_case_only()
    {
        _build.Workflow("ci", w => w.Job("verify", [_target]).Job("Verify", [_target]).Emit(Given.Dialect));
        Only("PIPE0133", "two jobs 'Verify'");
    }

    [Fact]
    public void Rejects_0134_a_job_without_a_target()
    {
        _build.Workflow("ci", w => w.Job("verify", []).Emit(Given.Dialect));
        Only("PIPE0134", "'verify'");
    }

    [Fact]
    public void Rejects_0135_a_job_with_a_target_of_another_pipeline()
    {
        _build.Workflow("ci", w => w.Job("verify", [_target, Given.Pipeline().Target("Theirs").Run()]).Emit(Given.Dialect));
        Only("PIPE0135", "'Theirs'");
    }

    [Fact]
    public void Rejects_0136_a_workflow_in_no_dialect()
    {
        _build.Workflow("ci", w => w.Job("verify", [_target]));
        Only("PIPE0136", "'ci'");
    }

    [Fact]
    public void Rejects_0137_a_workflow_without_a_job()
    {
        _build.Workflow("ci", w => w.OnPush("main").Emit(Given.Dialect));
        Only("PIPE0137", "'ci'");
    }

    [Fact]
    public void Warns_0138_of_a_deployment_that_ends_with_its_runner()
    {
        var elsewhere = _build.Environment("elsewhere", e => e);
        _build.Workflow("quiet", w => w.Deploy(_target, to: elsewhere).Emit(Given.Dialect));
        Assert.Empty(Findings());

        var staging = _build.Environment("staging", e => e.OnThisMachine());
        _build.Workflow("ci", w => w.Deploy(_target, to: staging).Emit(Given.Dialect));
        var finding = Only("PIPE0138", "'deploy_staging' of workflow 'ci' deploys to 'staging'");
        Assert.Equal(DiagnosticSeverity.Warning, finding.Severity);
        Assert.NotNull(Given.Graph(_build));
    }

    private void Workflow(string name) => _build.Workflow(name, w => w.OnPush("main").OnPullRequest().Job("verify", [_target]).Emit(Given.Dialect));

    private System.Collections.Immutable.ImmutableArray<Diagnostic> Findings() => Graph.GraphBuilder.Build(_build.ToDefinition()).Diagnostics;

    private Diagnostic Only(string code, string text)
    {
        var finding = Assert.Single(Findings());
        Assert.Equal(code, finding.Code);
        Assert.Contains(text, finding.Message, StringComparison.Ordinal);
        return finding;
    }
}
