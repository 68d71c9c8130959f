namespace Pipeline.Sdk.Testing.Tests;

/// <summary>How a platform team tests its paved road: docs/testing.md shows these.</summary>
public sealed class PavedRoadTests : IDisposable
{
    private readonly PipelineTest _test = new PipelineTest(build => build.Service("Orders"))
        .Program("dotnet", ProgramAnswer.Success)
        .Program("trivy", ProgramAnswer.Success);

    public void Dispose() => _test.Dispose();

    [Fact]
    public void A_plain_start_builds_and_tests_and_does_not_scan()
    {
        var plan = _test.Plan();

        Assert.Equal(["Compile", "Test"], plan.Running);
        Assert.Equal("the default target", plan.Targets[^1].Reason);
    }

    [Fact]
    public void What_is_run_is_what_the_road_promises()
    {
        var run = _test.Parameter("configuration", "Debug").Run("Test");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["dotnet build Orders.sln --configuration Debug", "dotnet test Orders.sln --no-build"], run.Commands.Select(command => command.ToString()));
        Assert.Equal(["Compile", "Test"], run.Order);
    }

    [Fact]
    public void A_failing_test_keeps_the_packages_where_they_are()
    {
        _test.On(TestedHost.GitHubActions).Variable("PIPELINE_FEED_KEY", "key of the feed")
            .Program("dotnet", call => call.Arguments[0] == "test" ? ProgramAnswer.Failure(1, "1 test failed") : ProgramAnswer.Success);

        var run = _test.Run("Push");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(("failed", "PIPE0402"), (run["Test"].Outcome, run["Test"].Code));
        Assert.Equal("not run", run["Push"].Outcome);
        Assert.DoesNotContain(run.Commands, command => command.Arguments.Contains("push"));
    }

    [Fact]
    public void Packages_are_pushed_in_CI_only_and_the_key_is_no_argument()
    {
        _test.Variable("PIPELINE_FEED_KEY", "key of the feed");
        Assert.Equal(["skip"], _test.Plan("Push").Targets.Where(target => target.Name == "Push").Select(target => target.Action));

        var run = _test.On(TestedHost.AzurePipelines).Run("Push");

        var push = Assert.Single(run.Commands, command => command.Arguments.Contains("push"));
        Assert.Equal("key of the feed", push.Command.Variables["FEED_KEY"]);
        Assert.DoesNotContain("key of the feed", push.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("key of the feed", run.Output.Replace("##vso[task.setsecret]key of the feed", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void A_scanner_with_a_bad_moment_is_asked_again()
    {
        var calls = 0;
        _test.Program("trivy", _ => ++calls == 1 ? ProgramAnswer.Failure(1, "no database") : ProgramAnswer.Success);

        Assert.Equal(2, _test.Run("Scan")["Scan"].Attempts);
    }

    [Theory]
    [InlineData(null, 3)]
    [InlineData("no", 3)]
    [InlineData("production", 0)]
    public void Production_asks_first(string? answer, int exitCode)
    {
        _test.On(TestedHost.Workstation).Variable("PIPELINE_FEED_KEY", "key of the feed");
        _test.Answer = answer is null ? null : answer + "\n";

        Assert.Equal(exitCode, _test.Run("Announce", "--env", "production").ExitCode);
    }

    [Fact]
    public void What_is_wrong_with_a_command_line_is_told_with_its_code()
    {
        var plan = _test.Plan("Tset");

        Assert.Equal(2, plan.ExitCode);
        Assert.Contains("PIPE02", plan.Errors, StringComparison.Ordinal);
        Assert.Empty(plan.Targets);
    }
}
