using System.Diagnostics;

namespace Pipeline.Sdk.Migrations.Tests;

/// <summary>Migrators in processes of their own.</summary>
internal static class Migrators
{
    public static Process Start(Bench bench, string checkpoint = "", string least = "") =>
        Process.Start(new ProcessStartInfo(
            "dotnet", [Path.Combine(AppContext.BaseDirectory, "Pipeline.Sdk.Migrations.Fixture.dll"), bench.IsPostgres ? bench.ConnectionString : bench.SqliteFile, bench.Folder, checkpoint, least])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        }) ?? throw new InvalidOperationException("The fixture did not start.");

    /// <summary>Lets a migrator kill itself at a checkpoint.</summary>
    public static async Task KillAtAsync(Bench bench, string checkpoint, string least = "")
    {
        using var child = Start(bench, checkpoint, least);
        var said = await EndAsync(child);
        Assert.True(child.ExitCode == 137 && said.Contains("Reached " + checkpoint, StringComparison.Ordinal), $"The migrator was not killed at '{checkpoint}': {child.ExitCode} {said}");
    }

    public static async Task<string> EndAsync(Process child)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var (output, errors) = (child.StandardOutput.ReadToEndAsync(deadline.Token), child.StandardError.ReadToEndAsync(deadline.Token));
        await child.WaitForExitAsync(deadline.Token);
        return await output + await errors;
    }

    public static async Task LineAsync(Process child, string expected)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (await child.StandardOutput.ReadLineAsync(deadline.Token) is { } line)
        {
            if (line == expected) return;
        }

        Assert.Fail($"The migrator ended without saying '{expected}'.");
    }

    public static async Task UntilAsync(Func<Task<bool>> condition, string what)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(30), $"It did not happen in 30 s: {what}");
            await Task.Delay(20);
        }
    }
}
