using Pipeline.Sdk.Execution;

namespace Pipeline.Sdk.Tests;

/// <summary>Options that say how a run goes, and what it tells.</summary>
public sealed class RunOptionTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Theory]
    [InlineData(false, "")]
    [InlineData(true, "Other")]
    public void Keep_going_runs_what_does_not_rest_on_the_failure(bool isGiven, string ran)
    {
        string[] words = ["Bad", "Other", "--parallel", "1"];
        var outcome = _place.Run(
            build =>
            {
                build.Target("Bad").Run(_ => throw new StepFailedException("TEST0001", "no"));
                build.Target("Other").Run(_place.Works());
            },
            isGiven ? [.. words, "--keep-going"] : words);

        Assert.Equal(ExitCodes.Failed, outcome.ExitCode);
        Assert.Equal(ran, string.Join(' ', _place.Ran));
    }

    [Fact]
    public void Quiet_shows_the_verdict_and_no_rows()
    {
        var outcome = _place.Run(Samples.Service(_place), "Lint", "--verbosity", "quiet");

        Assert.StartsWith("Succeeded in", outcome.Output.Trim(), StringComparison.Ordinal);
    }

    [Fact]
    public void Detailed_shows_what_is_only_in_the_log()
    {
        static void Define(PipelineBuilder build) => build.Default(build.Target("Talk").Run(run => run.Log.Detail("between us")));

        Assert.DoesNotContain("between us", _place.Run(Define).Output, StringComparison.Ordinal);
        Assert.Contains("between us", _place.Run(Define, "--verbosity", "detailed").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_json_log_is_one_object_a_line_and_nothing_else()
    {
        var lines = _place.Run(Samples.Service(_place), "Lint", "--log", "json").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.All(lines, line => System.Text.Json.JsonDocument.Parse(line).Dispose());
    }

    [Fact]
    public void A_failure_tells_how_to_run_just_it_again()
    {
        var outcome = _place.Run(
            build =>
            {
                var kind = build.Parameter("kind", "A kind", "x");
                var key = build.Parameter("unused", "Read by nobody", "x");
                var first = build.Target("First").Run(_ => { });
                build.Target("Compile").DependsOn(first).Needs(kind).Run((_, _) => throw new StepFailedException("TEST0001", "no"));
                build.Default(first);
                Assert.NotNull(key);
            },
            "Compile",
            "--kind",
            "it's a b",
            "--unused",
            "y");

        Assert.Contains("Run just this again: ./build.sh Compile --only --kind 'it'\\''s a b'\n", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_step_that_reads_an_output_is_run_again_with_what_makes_it()
    {
        var outcome = _place.Run(
            build =>
            {
                var kind = build.Parameter("kind", "A kind", "x");
                var first = build.Target("First").Needs(kind).Run((_, text) => text);
                build.Environment("staging", e => e.OnThisMachine());
                build.Target("Deploy").Needs(first).Needs(build.SelectedEnvironment).Run((_, _, _) => throw new StepFailedException("TEST0001", "no"));
            },
            "Deploy",
            "--env",
            "staging",
            "--kind",
            "y");

        Assert.Contains("Run just this again: ./build.sh Deploy --env staging --kind y\n", outcome.Output, StringComparison.Ordinal);
    }
}
