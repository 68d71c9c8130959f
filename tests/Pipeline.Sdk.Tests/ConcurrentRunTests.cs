using System.Text.Json;

namespace Pipeline.Sdk.Tests;

/// <summary>Several runs in one checkout at once: allowed, and none writes into another's files.</summary>
public sealed class ConcurrentRunTests : IDisposable
{
    private const int Runs = 8;

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task Every_run_has_a_record_and_logs_of_its_own()
    {
        // They meet in their targets, so all of them go on at the same time.
        using var together = new Barrier(Runs);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, Runs).Select(number => Task.Factory.StartNew(
            () => _place.Run(
                build => build.Target("Work").Run(run =>
                {
                    Assert.True(together.SignalAndWait(TimeSpan.FromSeconds(60)));
                    run.Log.Info($"I am {number}");
                }),
                "Work"),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));

        Assert.All(outcomes, outcome => Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error)));
        var folders = Directory.GetDirectories(_place.PathOf(".pipeline/runs"));
        Assert.Equal(Runs, folders.Length);
        Assert.Equal(
            [.. Enumerable.Range(0, Runs).Select(number => $"I am {number}\n")],
            folders.Select(folder => File.ReadAllText(Path.Combine(folder, "Work.log"))).Order(StringComparer.Ordinal));
        Assert.All(folders, folder =>
        {
            var record = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "run.json"))).RootElement;
            Assert.Equal((Path.GetFileName(folder), "finished"), (record.GetProperty("id").GetString(), record.GetProperty("state").GetString()));
        });
    }
}
