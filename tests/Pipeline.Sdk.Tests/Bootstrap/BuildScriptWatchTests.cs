using Pipeline.Sdk.Bootstrap;

namespace Pipeline.Sdk.Tests;

/// <summary>A watched program that is out of date ends with 64, and <c>build.sh</c> builds it anew.</summary>
public sealed class BuildScriptWatchTests : IDisposable
{
    private static readonly string[] Words = ["Lint", "--watch", "--text", "two words", "", "it's"];

    private readonly StandInRepository _repository;

    public BuildScriptWatchTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "build.sh needs a POSIX shell; Windows starts build.cmd.");
        _repository = new StandInRepository();
    }

    public void Dispose() => _repository?.Dispose();

    [Theory]
    [InlineData("sh")]
    [InlineData("dash")]
    [InlineData("bash")]
    public async Task It_is_built_anew_and_started_with_the_same_words(string shell)
    {
        Assert.SkipUnless(File.Exists(Path.Combine(_repository.Folder, "tools", shell)), $"{shell} is not installed. As root on Debian, ./build.sh TestTools installs what tests need.");
        _repository.Shell = shell;
        IsEditedWhileItRuns("second");

        var run = await _repository.StartAsync(Words);

        Assert.Equal((0, 2), (run.ExitCode, _repository.Builds));
        Assert.Equal(["program: first", "program: second"], run.Output.Where(line => line.StartsWith("program: ", StringComparison.Ordinal)));
        Assert.Equal([.. Words, .. Words], run.Words);
        Assert.False(Path.Exists(Path.Combine(_repository.Bin, "lock")));
    }

    [Fact]
    public async Task The_last_programs_exit_code_is_the_watchs()
    {
        _repository.Variables["FAKE_EXIT"] = "3";
        IsEditedWhileItRuns("second");

        Assert.Equal(3, (await _repository.StartAsync(Words)).ExitCode);
    }

    [Fact]
    public async Task One_that_does_not_compile_is_waited_for()
    {
        var waited = 0;
        IsEditedWhileItRuns("a mistake");

        var run = await _repository.StartAsync(
            line =>
            {
                if (line.StartsWith("Waiting for a change of it", StringComparison.Ordinal))
                {
                    waited++;
                    Assert.False(Path.Exists(Path.Combine(_repository.Bin, "lock")), "Others may build meanwhile.");
                    _repository.Write("build/Build.cs", waited == 1 ? "another mistake" : "mended");
                }
            },
            Words);

        Assert.Equal((0, "mended", 2), (run.ExitCode, run.Output.Last(line => line.StartsWith("program: ", StringComparison.Ordinal))["program: ".Length..], waited));
        Assert.Contains("error PIPE0015", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(Directory.EnumerateFileSystemEntries(_repository.Bin), path => Path.GetFileName(path).StartsWith("stamp.", StringComparison.Ordinal) || Path.GetFileName(path).StartsWith("new.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_that_does_not_compile_from_the_start_ends_the_watch()
    {
        _repository.Write("build/Build.cs", "a mistake");

        Assert.Equal(2, (await _repository.StartAsync(Words)).ExitCode);
    }

    [Fact]
    public async Task What_a_watched_program_starts_is_no_watch_because_of_it()
    {
        IsEditedWhileItRuns("second");

        Assert.DoesNotContain("inherited: PIPELINE_WATCHED", (await _repository.StartAsync(Words)).Output);
    }

    [Fact]
    public async Task Without_a_watch_its_exit_code_is_handed_on_as_it_is()
    {
        IsEditedWhileItRuns("second");

        var run = await _repository.StartAsync("Lint");

        Assert.Equal((InputCheck.StaleExitCode, 1), (run.ExitCode, _repository.Builds));
    }

    private void IsEditedWhileItRuns(string text) => File.WriteAllText(Path.Combine(_repository.Folder, "stale"), text + "\n");
}
