using System.Diagnostics;
using Pipeline.Sdk.Bootstrap;
using Pipeline.Sdk.Execution;

namespace Pipeline.Sdk.Tests;

/// <summary>Running again with every change.</summary>
public sealed class WatchTests : IDisposable
{
    private readonly Workplace _place = new();
    private readonly CancellationTokenSource _end = new();

    public void Dispose()
    {
        _end.Dispose();
        _place.Dispose();
    }

    [Fact]
    public async Task A_change_runs_again_and_the_end_gives_the_last_exit_code()
    {
        _place.Write("src/a.txt", "1");
        var watch = Watch();
        await Times(1);

        _place.Write("src/a.txt", "2");
        await Times(2);
        _place.Write("new.txt", "1");
        await Times(3);
        await _end.CancelAsync();

        var outcome = await watch;
        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("Changed: src/a.txt\n", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_git_ignores_and_build_outputs_run_nothing_again()
    {
        using (var git = Process.Start(new ProcessStartInfo("git", ["init", "--quiet"]) { WorkingDirectory = _place.Root, UseShellExecute = false })!)
            await git.WaitForExitAsync(TestContext.Current.CancellationToken);
        _place.Write(".gitignore", "*.log\n");
        _place.Write("src/a.txt", "1");
        var watch = Watch();
        await Times(1);

        _place.Write("src/bin/out.dll", "1");
        _place.Write("src/noise.log", "1");
        _place.Write("artifacts/x", "1");
        _place.Write("src/a.txt", "2");
        await Times(2);
        await _end.CancelAsync();

        Assert.Contains("Changed: src/a.txt\n", (await watch).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_run_is_watched_on()
    {
        _place.Write("src/a.txt", "1");
        var watch = Watch(fails: true);
        await Times(1);
        _place.Write("src/a.txt", "2");
        await Times(2);
        await _end.CancelAsync();

        Assert.Equal(ExitCodes.Failed, (await watch).ExitCode);
    }

    [Fact]
    public async Task When_the_program_itself_is_stale_it_ends_so_that_it_is_built_anew()
    {
        _place.Write("build/Build.cs", "1");
        _place.Write(".pipeline/bin/inputs", "build\n");
        _place.Write(".pipeline/bin/stamp", "");
        var watch = Watch();
        await Times(1);

        _place.Write("build/Build.cs", "2");

        Assert.Equal(InputCheck.StaleExitCode, (await watch).ExitCode);
        Assert.Single(_place.Ran);
    }

    [Fact]
    public void A_protected_environment_is_not_watched()
    {
        var outcome = _place.Run(Samples.Service(_place), "Deploy", "--env", "production", "--watch", "--yes");

        Assert.Equal(["PIPE0009"], outcome.Codes);
        Assert.Empty(_place.Ran);
    }

    private Task<Outcome> Watch(bool fails = false) => Task.Run(() => _place.Watch(build => build.Default(build.Target("Work").Run(run =>
    {
        _place.Ran.Enqueue(run.Target);
        if (fails)
            throw new StepFailedException("TEST0001", "no");
    })), ["--watch"], _end.Token));

    private async Task Times(int count)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (_place.Ran.Count < count)
        {
            Assert.False(deadline.IsCancellationRequested, $"It did not run {count} times, but {_place.Ran.Count}.");
            await Task.Delay(10);
        }
    }
}
