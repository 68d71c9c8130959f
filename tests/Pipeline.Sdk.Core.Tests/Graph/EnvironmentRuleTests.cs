namespace Pipeline.Sdk.Core.Tests.GraphStage;

/// <summary>What the graph stage says of environments' variables and gates.</summary>
public class EnvironmentRuleTests
{
    [Theory]
    [InlineData("a-b")]
    [InlineData("")]
    [InlineData("PORT")]
    [InlineData("PIPELINE_INSTANCE")]
    public void Rejects_0126_a_variable_that_cannot_be_given(string name) =>
        Assert.Equal("PIPE0126", Assert.Single(Given.Findings(build => build.Environment("staging", e => e.Variable(name, "x")))).Code);

    [Fact]
    public void Rejects_0127_a_variable_that_is_there_twice() =>
        Assert.Equal("PIPE0127", Assert.Single(Given.Findings(build => build.Environment("staging", e => e.Variable("A", "1").Variable("A", "2")))).Code);

    [Fact]
    public void Rejects_0128_a_secret_of_another_builder() =>
        Assert.Equal("PIPE0128", Assert.Single(Given.Findings(build => build.Environment("staging", e => e.Secret("KEY", Given.Pipeline().Secret("key", "Key"))))).Code);

    [Fact]
    public void Rejects_0129_a_promotion_from_an_environment_that_is_not_declared_before()
    {
        var foreign = Given.Pipeline().Environment("staging", e => e);
        var finding = Assert.Single(Given.Findings(build =>
        {
            build.Environment("test", e => e);
            build.Environment("production", e => e.PromotedFrom(foreign));
        }));

        Assert.Equal("PIPE0129", finding.Code);
        Assert.Contains("earlier are: test.", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Everything_in_order_says_nothing() => Assert.Empty(Given.Findings(build =>
    {
        var staging = build.Environment("staging", e => e.Variable("LOG_LEVEL", "debug"));
        build.Environment("production", e => e.PromotedFrom(staging, TimeSpan.FromHours(1)).Secret("KEY", build.Secret("key", "Key")).Variable("REGION", build.Parameter("region", "Region", "eu")));
    }));
}
