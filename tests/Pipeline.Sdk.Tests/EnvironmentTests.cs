using System.Collections.Immutable;

namespace Pipeline.Sdk.Tests;

/// <summary>Environments from the command line: gates before anything runs, values of the selected one alone, and the table of all.</summary>
public sealed class EnvironmentTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void Every_gate_that_refuses_is_told_and_nothing_runs()
    {
        var outcome = _place.Run(Gated, "Deploy", "--env", "production", "--yes");

        Assert.Equal((3, "PIPE0603"), (outcome.ExitCode, Assert.Single(outcome.Codes)));
        Assert.Contains("the big sale", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("branch main", outcome.Error, StringComparison.Ordinal);
        Assert.Empty(_place.Ran);
    }

    [Theory]
    [InlineData("Deploy", "staging")]
    [InlineData("GoBack", "production")]
    [InlineData("Look", "production")]
    public void Other_environments_ways_back_and_looks_are_not_gated(string target, string environment)
    {
        var outcome = _place.Run(Gated, target, "--env", environment, "--yes");

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.Contains(target, _place.Ran);
    }

    [Fact]
    public void A_wait_timer_holds_the_run_and_then_lets_it_go()
    {
        var outcome = _place.Run(build =>
        {
            build.Environment("staging", e => e.WaitTimer(TimeSpan.FromMilliseconds(50)));
            build.Target("Deploy").ChangesEnvironment().Run(_place.Works());
        }, "Deploy", "--env", "staging");

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.Contains("Waiting until", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("Deploy", _place.Ran);
    }

    [Fact]
    public void A_value_that_only_another_environment_reads_is_neither_asked_for_nor_there()
    {
        var outcome = _place.Run(Valued, "Deploy", "--env", "staging");

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.Equal(["LOG_LEVEL=debug"], _place.Ran);
    }

    [Fact]
    public void Every_value_that_is_missing_is_told_before_anything_runs()
    {
        var outcome = _place.Run(Valued, "Deploy", "--env", "production", "--yes");

        Assert.Equal(2, outcome.ExitCode);
        Assert.Equal(["PIPE0206", "PIPE0206"], outcome.Codes);
        Assert.Contains("'region'", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("'api-key'", outcome.Error, StringComparison.Ordinal);
        Assert.Empty(_place.Ran);
    }

    [Fact]
    public void Values_come_from_the_sources_of_the_engine_and_secrets_are_masked()
    {
        _place.Write(".pipeline/parameters.production.json", """{ "region": "eu" }""");
        _place.Variables = ImmutableDictionary<string, string>.Empty.Add("PIPELINE_API_KEY", "correct-horse");

        var outcome = _place.Run(Valued, "Deploy", "--env", "production", "--yes");

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.Equal(["API_KEY=correct-horse", "REGION=eu"], _place.Ran.Order(StringComparer.Ordinal));
        Assert.Contains("the key is ***", outcome.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("correct-horse", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_table_shows_every_environment_and_what_it_lacks()
    {
        var outcome = _place.Run(Valued, "Environments");

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        foreach (var text in (string[])["staging", "1 of 1", "production", "0 of 2", "confirmation; promotion from staging", "the secret 'api-key'", "PIPELINE_API_KEY", "parameters.production.json"])
            Assert.Contains(text, outcome.Output, StringComparison.Ordinal);
    }

    private void Gated(PipelineBuilder build)
    {
        build.Environment("staging", e => e);
        build.Environment("production", e => e.Freeze(DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue, "the big sale").Branches("main"));
        build.Target("Deploy").ChangesEnvironment().Run(_place.Works());
        build.Target("GoBack").ChangesEnvironment().PassesGates().Run(_place.Works());
        build.Target("Look").Needs(build.SelectedEnvironment).Run((run, _) => _place.Ran.Enqueue(run.Target));
    }

    private void Valued(PipelineBuilder build)
    {
        var region = build.RequiredParameter<string>("region", "Region");
        var key = build.Secret("api-key", "Key");
        var staging = build.Environment("staging", e => e.OnThisMachine().Variable("LOG_LEVEL", "debug"));
        build.Environment("production", e => e.OnThisMachine().PromotedFrom(staging).Variable("REGION", region).Secret("API_KEY", key));
        build.Target("Deploy").ChangesEnvironment().ReadsEnvironmentVariables().Run(run =>
        {
            foreach (var (name, value) in run.EnvironmentVariables())
            {
                _place.Ran.Enqueue($"{name}={value}");
                if (name == "API_KEY") run.Log.Info($"the key is {value}");
            }
        });
    }
}
