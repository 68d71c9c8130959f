namespace Pipeline.Sdk.Tests;

public sealed class ExitCodeTests : IDisposable
{
    private readonly Workplace _place = new();

    [Fact]
    public void A_run_that_succeeds_gives_0()
    {
        var outcome = _place.Run(build => build.Target("Lint").Run(_place.Works()), "Lint");

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.Equal(["Lint"], _place.Ran);
        Assert.Contains("succeeded", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_target_that_fails_gives_1_and_what_depends_on_it_does_not_run()
    {
        var outcome = _place.Run(
            build =>
            {
                var lint = build.Target("Lint").Run(_ => throw new InvalidOperationException("the style is bad"));
                build.Target("Compile").DependsOn(lint).Run(_place.Works());
            },
            "Compile");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("the style is bad", outcome.Output, StringComparison.Ordinal);
        Assert.Empty(_place.Ran);
    }

    [Fact]
    public void Wrong_usage_gives_2_and_nothing_runs()
    {
        var outcome = _place.Run(build => build.Target("Lint").Run(_place.Works()), "Lint", "Nothing");

        Assert.Equal(2, outcome.ExitCode);
        Assert.Empty(_place.Ran);
        Assert.Empty(outcome.Output);
    }

    [Fact]
    public void An_invalid_pipeline_gives_2_and_all_its_mistakes()
    {
        var outcome = _place.Run(
            build =>
            {
                build.Target("Lint").Run(_place.Works());
                build.Target("lint").Run(_place.Works());
                build.Target("Half");
                build.Parameter("Bad Name", "", 1);
            },
            "Lint");

        Assert.Equal(2, outcome.ExitCode);
        Assert.Equal(["PIPE0102", "PIPE0103", "PIPE0110"], outcome.Codes);
        Assert.Empty(_place.Ran);
    }

    [Fact]
    public void A_target_that_a_gate_refuses_gives_3()
    {
        var outcome = _place.Run(build => build.Target("Deploy").Run(_ => throw new GateRefusedException("PIPE0611", "Another deployment is working.")), "Deploy");

        Assert.Equal(3, outcome.ExitCode);
        Assert.Contains("PIPE0611: Another deployment is working.", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failure_outweighs_a_refusal()
    {
        using var together = new Barrier(2);
        var outcome = _place.Run(
            build =>
            {
                var refused = build.Target("Deploy").Run(run =>
                {
                    together.SignalAndWait(TimeSpan.FromSeconds(30));
                    throw new GateRefusedException("PIPE0611", "Another deployment is working.");
                });
                var failed = build.Target("Lint").Run(run =>
                {
                    together.SignalAndWait(TimeSpan.FromSeconds(30));
                    throw new InvalidOperationException("bad");
                });
                build.Target("All").DependsOn(refused, failed).Run();
            },
            "All", "--parallel", "2");

        Assert.Equal(1, outcome.ExitCode);
    }

    [Fact]
    public void No_target_and_no_default_gives_2()
    {
        var outcome = _place.Run(build => build.Target("Lint").Run(_place.Works()));

        Assert.Equal((2, "PIPE0208"), (outcome.ExitCode, Assert.Single(outcome.Codes)));
    }

    public void Dispose() => _place.Dispose();
}
