namespace Pipeline.Sdk.Testing.Tests;

/// <summary>The world that a pipeline under test sees.</summary>
public sealed class PipelineTestTests
{
    [Fact]
    public void A_program_that_the_test_has_not_given_is_not_started()
    {
        using var test = new PipelineTest(build => build.Target("Ask").Run(run => run.Tool("git", "--version"))).Program("dotnet", ProgramAnswer.Success);

        var run = test.Run("Ask");

        Assert.Equal("PIPE0980", run["Ask"].Code);
        Assert.Contains("test.Program(\"git\", ProgramAnswer.Success). It has dotnet.", run["Ask"].Reason, StringComparison.Ordinal);
        Assert.Equal(["git --version"], run.Commands.Select(command => command.ToString()));
    }

    [Fact]
    public void A_target_sees_the_files_the_git_state_the_host_and_the_clock_of_the_test()
    {
        var seen = new List<string>();
        using var test = new PipelineTest(build => build.Target("Look").Run(run =>
        {
            seen.AddRange([run.Run.Branch ?? "", run.Run.Commit ?? "", run.Run.Ci ?? "", run.Run.Actor, $"{run.Clock.GetUtcNow():yyyy}", File.ReadAllText(run.PathOf("src/a.txt"))]);
            File.WriteAllText(run.PathOf("out.txt"), "made");
        }))
        {
            Clock = new StoppedClock(),
        };
        test.File("src/a.txt", "one").Git("feature", new string('a', 40)).On(TestedHost.GitHubActions, "feature");

        Assert.Equal(0, test.Run("Look").ExitCode);

        Assert.Equal(["feature", new string('a', 40), "GitHub Actions", "somebody", "2031", "one"], seen);
        Assert.Equal(["out.txt", "src/a.txt"], test.Files.Keys);
        Assert.Equal("made", test.Files["out.txt"]);
    }

    [Fact]
    public void Results_are_stored_between_runs_of_one_test()
    {
        using var test = new PipelineTest(build => build.Target("Make").Inputs("src/**").Outputs().Run(_ => "made")).File("src/a.txt", "one");

        Assert.Equal(["Make"], test.Run("Make").Order);
        Assert.Equal("cached", test.Run("Make")["Make"].Outcome);
        test.File("src/a.txt", "two is longer");
        Assert.Equal(["Make"], test.Run("Make").Order);
    }

    [Fact]
    public void Generated_files_can_be_looked_at()
    {
        using var test = new PipelineTest(build =>
        {
            var check = build.Target("Test").Run(_ => { });
            build.Workflow("ci", w => w.OnPush("main").Job("verify", [check]).Emit(Pipeline.Sdk.GitHubActions.Dialect));
        });

        Assert.Equal(0, test.Run("Generate").ExitCode);
        Assert.Contains("run: ./build.sh Test", test.Files[".github/workflows/ci.yml"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_target_that_is_not_in_the_plan_is_named_with_those_that_are()
    {
        using var test = new PipelineTest(build => build.Target("A").Run(_ => { }));

        var error = Assert.Throws<ArgumentException>(() => test.Run("A")["B"]);

        Assert.Contains("'B' is not in the plan, which has A.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_tests_do_not_see_each_other()
    {
        using var one = new PipelineTest(build => build.Target("A").Run(_ => { })).File("a.txt", "one");
        using var two = new PipelineTest(build => build.Target("A").Run(_ => { }));

        Assert.NotEqual(one.Root, two.Root);
        Assert.Empty(two.Files);
    }

    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2031, 1, 2, 3, 4, 5, TimeSpan.Zero);
    }
}
