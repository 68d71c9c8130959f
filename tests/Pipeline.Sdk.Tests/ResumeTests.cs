using System.Diagnostics;

namespace Pipeline.Sdk.Tests;

/// <summary><c>--resume</c> goes on with the last failed run: what it finished and what still holds does not run again.</summary>
public sealed class ResumeTests : IDisposable
{
    private readonly Workplace _place = new();
    private readonly Workplace _laptop = new();
    private bool _isBroken = true;

    public ResumeTests() => Repository(_place);

    public void Dispose()
    {
        _place.Dispose();
        _laptop.Dispose();
    }

    [Fact]
    public void What_was_finished_is_taken_from_its_results_and_the_rest_runs()
    {
        var failed = Run(_place, "All", "--who", "me");
        _isBroken = false;
        var resumed = Run(_place, "--resume");

        Assert.Equal((1, 0, ""), (failed.ExitCode, resumed.ExitCode, resumed.Error));
        Assert.Equal(["Version", "Lint", "Check me", "Check me"], Ran(_place));
        Assert.Contains("Going on with run", resumed.Output, StringComparison.Ordinal);
        Assert.Contains("Version  provided", resumed.Output, StringComparison.Ordinal);
        Assert.Contains("| 1.2.3", resumed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_target_that_was_asked_for_and_finished_is_not_done_again()
    {
        Run(_place, "Lint", "Check");
        _isBroken = false;
        Run(_place, "--resume");
        Assert.Equal(["Lint", "Check ", "Check "], Ran(_place));
    }

    [Theory]
    [InlineData("edit", "files changed since")]
    [InlineData("new file", "files changed since")]
    [InlineData("commit", "the commit is another one")]
    [InlineData("program", "the build program changed")]
    public void Without_inputs_a_result_holds_only_for_the_same_state(string change, string why)
    {
        Run(_place, "All");
        _isBroken = false;
        switch (change)
        {
            case "edit":
                _place.Write("src/a.txt", "edited");
                break;
            case "new file":
                _place.Write("src/new.txt", "new");
                break;
            case "commit":
                _place.Write("src/a.txt", "edited");
                Git(_place, "commit", "--quiet", "--all", "--message", "next");
                break;
            default:
                _place.Program = "program 2";
                break;
        }

        var resumed = Run(_place, "--resume");

        Assert.Equal(0, resumed.ExitCode);
        Assert.Contains($"Version runs again: {why}", resumed.Output, StringComparison.Ordinal);
        Assert.Equal(["Version", "Lint", "Check ", "Version", "Lint", "Check "], Ran(_place));
    }

    [Fact]
    public void With_inputs_a_result_holds_as_long_as_they_do()
    {
        Run(_place, "Stored", "Check");
        _isBroken = false;
        _place.Write("elsewhere.txt", "changed, and none of its inputs");
        Run(_place, "--resume");
        Assert.Equal(["Check ", "Check ", "Stored"], Ran(_place).Order(StringComparer.Ordinal));

        _isBroken = true;
        Run(_place, "Stored", "Check");
        _isBroken = false;
        _place.Write("src/a.txt", "an input changed");
        var plan = Run(_place, "--plan", "--resume");
        Run(_place, "--resume");
        Assert.Contains("1 input changed: src/a.txt", plan.Output, StringComparison.Ordinal);
        Assert.Equal(2, Ran(_place).Count(name => name == "Stored"));
    }

    [Fact]
    public void What_changes_an_environment_runs_again()
    {
        void Define(PipelineBuilder build)
        {
            build.Environment("staging", e => e);
            var migrate = build.Target("Migrate").ChangesEnvironment().Run(run => _place.Ran.Enqueue("Migrate"));
            build.Target("Deploy").DependsOn(migrate).ChangesEnvironment().Run(async run =>
            {
                _place.Ran.Enqueue("Deploy");
                await run.Tool("true");
                if (_isBroken)
                    throw new InvalidOperationException("no");
            });
        }

        _place.Run(Define, "Deploy", "--env", "staging");
        _isBroken = false;
        var resumed = _place.Run(Define, "--resume");

        Assert.Equal(0, resumed.ExitCode);
        Assert.Contains("Migrate runs again: it changes the environment", resumed.Output, StringComparison.Ordinal);
        Assert.Equal(["Migrate", "Deploy", "Migrate", "Deploy"], Ran(_place));
    }

    /// <summary>What it would have handed on, and the run record that generated workflows keep of every job.</summary>
    [Theory]
    [InlineData("out/verify.failed.tar")]
    [InlineData(".pipeline/runs")]
    public void A_run_that_failed_elsewhere_is_gone_on_with_from_what_its_job_left(string left)
    {
        Run(_place, "All", "--export-results", "out/verify.tar");
        _isBroken = false;
        Git(_place, "clone", "--quiet", _place.Root, _laptop.PathOf("."));
        foreach (var file in File.Exists(_place.PathOf(left)) ? [_place.PathOf(left)] : Directory.GetFiles(_place.PathOf(left), "*", SearchOption.AllDirectories))
        {
            var copy = _laptop.PathOf("downloaded/" + Path.GetRelativePath(_place.PathOf(Path.GetDirectoryName(left) ?? ""), file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy) ?? "");
            File.Copy(file, copy);
        }

        _laptop.Write(".git/info/exclude", "downloaded\n.pipeline\n");

        var resumed = Run(_laptop, "--resume", "--import-results", "downloaded");

        Assert.Equal((0, ""), (resumed.ExitCode, resumed.Error));
        Assert.Equal(["Check "], Ran(_laptop));
        Assert.Equal("made by Version", File.ReadAllText(_laptop.PathOf("made/version.txt")));
    }

    [Fact]
    public void Without_a_failed_run_there_is_nothing_to_resume()
    {
        var never = Run(_place, "--resume");
        _isBroken = false;
        Run(_place, "All");
        var after = Run(_place, "--resume");

        Assert.Equal((2, "PIPE0466"), (never.ExitCode, Assert.Single(never.Codes)));
        Assert.Equal((2, "PIPE0466"), (after.ExitCode, Assert.Single(after.Codes)));
        Assert.Contains("succeeded", after.Error, StringComparison.Ordinal);
    }

    private static void Repository(Workplace place)
    {
        place.Write("src/a.txt", "one");
        place.Write("elsewhere.txt", "one");
        place.Write(".gitignore", ".pipeline\nout\nmade\n");
        Git(place, "init", "--quiet");
        Git(place, "config", "user.name", "Somebody");
        Git(place, "config", "user.email", "somebody@example.org");
        Git(place, "add", "--all");
        Git(place, "commit", "--quiet", "--message", "first");
    }

    private static void Git(Workplace place, params string[] arguments)
    {
        using var git = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = place.Root, RedirectStandardError = true });
        Assert.NotNull(git);
        var error = git.StandardError.ReadToEnd();
        git.WaitForExit();
        Assert.True(git.ExitCode == 0, error);
    }

    private static List<string> Ran(Workplace place) => [.. place.Ran];

    private Outcome Run(Workplace place, params string[] arguments) => place.Run(build => Pipeline(build, place), arguments);

    private void Pipeline(PipelineBuilder build, Workplace place)
    {
        var who = build.Parameter("who", "Who", "");
        var version = build.Target("Version").Run(async run =>
        {
            place.Ran.Enqueue("Version");
            await run.Tool("true");
            place.Write("made/version.txt", "made by Version");
            return new Made("1.2.3");
        });
        var lint = build.Target("Lint").After(version).Run(async run =>
        {
            place.Ran.Enqueue("Lint");
            await run.Tool("true");
            return true;
        });
        build.Target("Stored").Inputs("src/**").Outputs().Run(run => place.Ran.Enqueue("Stored"));
        var check = build.Target("Check").After(lint).Needs(who).Run(async (run, name) =>
        {
            place.Ran.Enqueue("Check " + name);
            await run.Tool("true");
            if (_isBroken)
                throw new InvalidOperationException("not yet");
        });
        build.Target("All").DependsOn(lint, check).Needs(version).Run((run, v) => run.Log.Info(v.Number));
    }

    private sealed record Made(string Number) : IFileBacked
    {
        [System.Text.Json.Serialization.JsonIgnore]
        public System.Collections.Immutable.ImmutableArray<string> Paths => ["made"];
    }
}
