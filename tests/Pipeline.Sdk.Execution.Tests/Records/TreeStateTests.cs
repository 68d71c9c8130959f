using System.Diagnostics;
using System.Text.Json;

namespace Pipeline.Sdk.Execution.Tests.Records;

/// <summary>Whether the checkout was changed, as the record tells it.</summary>
public sealed class TreeStateTests : IDisposable
{
    private readonly TestRun _run = new();

    public TreeStateTests()
    {
        Git("init", "--quiet");
        Write(".gitignore", "*.log\n");
        Write("src/a.txt", "1");
        Write(".pipeline/parameters.json", "{}");
        Git("add", "--all", "--force");
        Git("-c", "user.name=a", "-c", "user.email=a@b", "commit", "--quiet", "--message", "first");
        _run.Build.Target("Program").Run(run => run.Tool("git", "--version"));
        _run.Build.Target("Nothing").Run();
    }

    public void Dispose() => _run.Dispose();

    [Fact]
    public void A_checkout_as_it_was_committed_is_not_dirty()
    {
        // The run's own folder is there, and nobody told git to ignore it.
        Write("noise.log", "1");
        Assert.Equal(JsonValueKind.False, IsDirty("Program"));
    }

    [Theory]
    [InlineData("src/a.txt", "2")]
    [InlineData("src/new.txt", "1")]
    [InlineData("name with\nline end.txt", "1")]
    [InlineData(".pipeline/parameters.json", "{ \"a\": 1 }")]
    public void A_file_that_was_changed_or_added_makes_it_dirty(string path, string text)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() && path.Contains('\n', StringComparison.Ordinal), "no name may hold a line end there");
        Write(path, text);
        Assert.Equal(JsonValueKind.True, IsDirty("Program"));
    }

    [Fact]
    public void A_file_that_was_deleted_makes_it_dirty()
    {
        File.Delete(_run.PathOf("src/a.txt"));
        Assert.Equal(JsonValueKind.True, IsDirty("Program"));
    }

    [Fact]
    public void A_short_run_without_a_program_does_not_ask()
    {
        Write("src/a.txt", "2");
        var isDirty = IsDirty("Nothing");
        Assert.SkipWhen(_run.Record.GetProperty("durationSeconds").GetDouble() > 0.4, "the machine is so busy that doing nothing took long");
        Assert.Equal(JsonValueKind.Null, isDirty);
    }

    [Fact]
    public void Where_git_knows_nothing_it_is_not_known()
    {
        Directory.Delete(_run.PathOf(".git"), recursive: true);
        Assert.Equal(JsonValueKind.Null, IsDirty("Program"));
    }

    [Fact]
    public void A_target_may_commit_while_git_is_asked()
    {
        _run.Build.Target("Commit").Run(async run =>
        {
            for (var i = 0; i < 20; i++)
                await run.Tool("git", "-c", "user.name=a", "-c", "user.email=a@b", "commit", "--quiet", "--allow-empty", "--message", "next");
        });

        Assert.Equal(ExitCodes.Done, _run.Run("Commit").ExitCode);
    }

    private JsonValueKind IsDirty(string target)
    {
        Assert.Equal(ExitCodes.Done, _run.Run(target).ExitCode);
        return _run.Record.GetProperty("isDirty").ValueKind;
    }

    private void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_run.PathOf(path))!);
        File.WriteAllText(_run.PathOf(path), text);
    }

    private void Git(params string[] arguments)
    {
        using var git = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = _run.Root })!;
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
    }
}
