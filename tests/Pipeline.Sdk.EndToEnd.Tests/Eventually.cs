using System.Diagnostics;

namespace Pipeline.Sdk.EndToEnd.Tests;

/// <summary>Waits for a condition with a deadline.</summary>
internal static class Eventually
{
    public static async Task BeTrueAsync(string what, Func<bool> condition, int seconds = 20)
    {
        var watch = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(watch.Elapsed.TotalSeconds < seconds, $"{what} did not come true within {seconds} s.");
            await Task.Delay(10);
        }
    }
}
