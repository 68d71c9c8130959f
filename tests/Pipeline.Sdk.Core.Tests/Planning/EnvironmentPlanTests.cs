using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Core.Tests.PlanStage;

/// <summary>The environment of a plan.</summary>
public class EnvironmentPlanTests
{
    private readonly PipelineBuilder _build = Given.Pipeline();

    public EnvironmentPlanTests()
    {
        _build.Environment("staging", e => e.OnThisMachine());
        _build.Environment("production", e => e.OnThisMachine());
        _build.Target("Build").Run();
        _build.Target("Status").Needs(_build.SelectedEnvironment).Run((_, environment) => { });
        _build.Target("Deploy").ChangesEnvironment().Run();
    }

    [Fact]
    public void An_environment_is_taken_regardless_of_case() =>
        Assert.Equal("staging", Given.Plan(_build, new Invocation { Targets = ["Status"], Environment = "Staging" }).Environment?.Name);

    [Fact]
    public void Rejects_0203_an_unknown_environment_and_suggests_the_nearest()
    {
        var problem = Given.OnlyProblem(Given.Planned(_build, new Invocation { Targets = ["Status"], Environment = "stagin" }));
        Assert.Equal("PIPE0203", problem.Code);
        Assert.Contains("'stagin'. Did you mean 'staging'? Declared are: staging, production.", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rejects_0203_an_environment_when_none_is_declared()
    {
        var build = Given.Pipeline();
        build.Target("Build").Run();
        Assert.Contains("declares none", Given.OnlyProblem(Given.Planned(build, new Invocation { Targets = ["Build"], Environment = "x" })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rejects_0204_steps_that_need_an_environment_without_one()
    {
        Assert.NotNull(Given.Planned(_build, new Invocation { Targets = ["Build"] }).Plan);

        var problem = Given.OnlyProblem(Given.Planned(_build, new Invocation { Targets = ["Status", "Deploy", "Build"] }));
        Assert.Equal("PIPE0204", problem.Code);
        Assert.Contains("Status, Deploy", problem.Message, StringComparison.Ordinal);
        Assert.Contains("declared are: staging, production", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("staging", "Deploy", "")]
    [InlineData("production", "Deploy", "Deploy")]
    [InlineData("production", "Status", "")]
    public void Only_a_change_of_a_protected_environment_asks_for_a_confirmation(string environment, string target, string expected) =>
        Assert.Equal(expected, string.Join(',', Given.Plan(_build, new Invocation { Targets = [target], Environment = environment }).NeedsConfirmation));

    [Fact]
    public void A_change_that_is_left_out_asks_for_no_confirmation() =>
        Assert.Empty(Given.Plan(_build, new Invocation { Targets = ["Deploy", "Build"], Skip = ["Deploy"], Environment = "production" }).NeedsConfirmation);
}
