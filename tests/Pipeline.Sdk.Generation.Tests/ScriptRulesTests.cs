using Pipeline.Sdk.Generation.Rules;
using Pipeline.Sdk.Generation.Yaml;

namespace Pipeline.Sdk.Generation;

public sealed class ScriptRulesTests
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
}
