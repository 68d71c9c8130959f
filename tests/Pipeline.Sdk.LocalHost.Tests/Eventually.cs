using System.Diagnostics;

namespace Pipeline.Sdk.LocalHost.Tests;

/// <summary>Waits for a condition with a deadline.</summary>
internal static class Eventually
{
    public static Task BeTrueAsync(string what, Func<bool> condition, int seconds = 10) => BeTrueAsync(what, () => Task.FromResult(condition()), seconds);

    public static async Task BeTrueAsync(string what, Func<Task<bool>> condition, int seconds = 10)
    {
        var watch = Stopwatch.StartNew();
        while (!await condition())
        {
            Assert.True(watch.Elapsed.TotalSeconds < seconds, $"{what} did not come true within {seconds} s.");
            await Task.Delay(10);
        }
    }
}
