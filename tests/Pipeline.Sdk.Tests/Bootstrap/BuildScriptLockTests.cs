namespace Pipeline.Sdk.Tests;

public sealed class BuildScriptLockTests : IDisposable
{
    private readonly StandInRepository _repository;

    public BuildScriptLockTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "build.sh needs a POSIX shell; Windows starts build.cmd.");
        _repository = new StandInRepository();
    }

    private string Lock => Path.Combine(_repository.Bin, "lock");

    [Fact]
    public async Task Two_starts_at_the_same_time_build_once()
    {
        var hold = Path.Combine(_repository.Folder, "hold");
        await File.WriteAllTextAsync(hold, "");
        var waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Listen(string line)
        {
            if (line.StartsWith("Waiting for process ", StringComparison.Ordinal))
                waiting.TrySetResult();
        }

        var starts = new[] { _repository.StartAsync(Listen, "one"), _repository.StartAsync(Listen, "two") };
        await waiting.Task.WaitAsync(TimeSpan.FromSeconds(30));
        File.Delete(hold);
        var runs = await Task.WhenAll(starts);

        Assert.All(runs, run => Assert.Equal((0, "first"), (run.ExitCode, run.Program)));
        Assert.Equal(1, _repository.Builds);
        Assert.Null(new FileInfo(Lock).LinkTarget);
    }

    [Fact]
    public async Task The_lock_of_a_dead_holder_is_taken_over()
    {
        await DeadLockAsync();

        var run = await _repository.StartAsync();

        Assert.Equal((0, "first"), (run.ExitCode, run.Program));
        Assert.DoesNotContain("Waiting", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_many_who_find_a_dead_holder_one_builds()
    {
        await DeadLockAsync();

        var runs = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => _repository.StartAsync()));

        Assert.All(runs, run => Assert.Equal((0, "first"), (run.ExitCode, run.Program)));
        Assert.Equal(1, _repository.Builds);
    }

    [Fact]
    public async Task A_lock_with_the_own_process_number_is_a_dead_ones()
    {
        Directory.CreateDirectory(_repository.Bin);

        var run = await _repository.ShellAsync(_ => { }, _repository.Root, ["-c", "ln -s $$ .pipeline/bin/lock && exec ./build.sh"]);

        Assert.Equal((0, "first"), (run.ExitCode, run.Program));
        Assert.DoesNotContain("Waiting", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failing_compilation_frees_the_lock()
    {
        _repository.Write("build/Build.cs", "mistake");

        await _repository.StartAsync();

        Assert.Null(new FileInfo(Lock).LinkTarget);
    }

    public void Dispose() => _repository?.Dispose();

    // A process that has ended leaves its number.
    private async Task DeadLockAsync()
    {
        Directory.CreateDirectory(_repository.Bin);
        var dead = await _repository.ShellAsync(_ => { }, _repository.Root, ["-c", "echo $$"]);
        File.CreateSymbolicLink(Lock, dead.Output[0]);
    }
}
