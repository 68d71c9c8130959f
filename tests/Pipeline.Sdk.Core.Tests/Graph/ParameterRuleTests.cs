namespace Pipeline.Sdk.Core.Tests.GraphStage;

/// <summary>One environment variable, one meaning.</summary>
public class ParameterRuleTests
{
    [Fact]
    public void A_native_variable_is_read_after_the_pipelines_own()
    {
        var build = Given.Pipeline();
        build.Secret("api-key", "", variable: "NUGET_API_KEY");
        Assert.Equal(["PIPELINE_API_KEY", "NUGET_API_KEY"], Given.Graph(build).Definition.Parameters[0].Variables);
    }

    [Theory]
    [InlineData("NUGET-API-KEY")]
    [InlineData("1KEY")]
    [InlineData("")]
    [InlineData("A=B")]
    public void Rejects_0113_what_cannot_be_a_variable(string variable) =>
        Assert.Equal("PIPE0113", Assert.Single(Given.Findings(build => build.Parameter("a", "", 1, variable))).Code);

    [Fact]
    public void Rejects_0114_a_variable_that_would_carry_two_parameters()
    {
        Assert.Equal("PIPE0114", Only(build => { build.Parameter("a", "", 1, "SHARED"); build.Parameter("b", "", 1, "SHARED"); }));
        Assert.Equal("PIPE0114", Only(build => { build.Parameter("a", "", 1); build.Parameter("b", "", 1, "PIPELINE_A"); }));
        Assert.Equal("PIPE0114", Only(build => { build.Secret("key", ""); build.Parameter("key-file", "", "x"); }));
    }

    [Theory]
    [InlineData("PIPELINE_ROOT")]
    [InlineData("PIPELINE_STATE_HOME")]
    [InlineData("PIPELINE_SECRETS_FILE")]
    public void Rejects_0115_a_variable_of_the_sdks_own(string variable) => Assert.Equal("PIPE0115", Only(build => build.Parameter("a", "", 1, variable)));

    [Fact]
    public void Rejects_0115_a_secret_whose_file_variable_names_the_secrets_file() => Assert.Equal("PIPE0115", Only(build => build.Secret("secrets", "")));

    private static string Only(Action<PipelineBuilder> declare) => Assert.Single(Given.Findings(declare)).Code;
}
