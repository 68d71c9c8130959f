using Pipeline.Sdk.Generation.Rules;
using Pipeline.Sdk.Generation.Yaml;

namespace Pipeline.Sdk.Generation;

public sealed class GenerationRulesTests
{
    [Theory]
    [InlineData("run", "echo ${{ github.head_ref }}", "${{ github.head_ref }}")]
    [InlineData("run", "echo \"${{\n github.event.pull_request.title }}\"", "${{\n github.event.pull_request.title }}")]
    [InlineData("bash", "echo $(Build.SourceBranchName)", "$(Build.SourceBranchName)")]
    [InlineData("pwsh", "echo $[ variables.x ]", "$[ variables.x ]")]
    [InlineData("script", "echo $(x)", "$(x)")]
    public void A_value_that_the_system_puts_into_a_script_is_refused(string key, string script, string quoted)
    {
        var document = new YamlMapping { { "steps", new YamlSequence { new YamlMapping { { key, script } } } } };

        var diagnostic = Assert.Single(Assert.Throws<InvalidPipelineException>(() => ScriptRules.Check("ci", document)).Diagnostics);

        Assert.Equal("PIPE0302", diagnostic.Code);
        Assert.Contains($"'{quoted}'", diagnostic.Message, StringComparison.Ordinal);
        Assert.Contains($"steps[0].{key}", diagnostic.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("run", "./build.sh Lint --file \"$HEAD_REF\" ${X}")]
    [InlineData("env", "${{ github.head_ref }}")]
    public void Environment_variables_are_the_way_to_hand_a_value_over(string key, string text) =>
        ScriptRules.Check("ci", new YamlMapping { { key, text } });

    [Fact]
    public void A_dialect_that_nothing_writes_is_refused() =>
        Assert.Equal(["PIPE0303"], Codes(w => w, new WorkflowDialect("other-ci", "Other CI")));

    [Theory]
    [InlineData("my runner", "ubuntu-24.04", "PIPE0304")]
    [InlineData("9", "ubuntu-24.04", "PIPE0304")]
    [InlineData("mine", "${{ github.head_ref }}", "PIPE0306")]
    public void A_runner_that_cannot_be_written_is_refused(string name, string label, string code) =>
        Assert.Equal([code], Codes(w => w, on: [new Runner(name, label, "ubuntu-24.04")]));

    [Fact]
    public void Two_legs_of_one_name_are_refused() =>
        Assert.Equal(["PIPE0305"], Codes(w => w, on: [Runner.Ubuntu, Runner.Ubuntu with { Name = "Ubuntu" }]));

    [Theory]
    [InlineData("it's")]
    [InlineData("!main")]
    [InlineData("a b")]
    [InlineData("")]
    public void A_branch_that_means_something_else_elsewhere_is_refused(string branch) => Assert.Equal(["PIPE0307"], Codes(w => w.OnPush(branch)));

    [Fact]
    public void All_findings_are_told_at_once() =>
        Assert.Equal(["PIPE0307", "PIPE0304", "PIPE0306"], Codes(w => w.OnPush("a b"), on: [new Runner("a b", "c d", "ubuntu-24.04")]));

    private static IEnumerable<string> Codes(Func<WorkflowDraft, WorkflowDraft> describe, WorkflowDialect? dialect = null, IReadOnlyList<Runner>? on = null)
    {
        var build = PipelineBuilder.Create([]);
        var lint = build.Target("Lint").Run(_ => { });
        build.Workflow("ci", w => describe(w).Job("lint", [lint], on).Emit(dialect ?? AzurePipelines.Dialect));
        return Assert.Throws<InvalidPipelineException>(() => WorkflowFiles.From(build)).Diagnostics.Select(diagnostic => diagnostic.Code);
    }
}
