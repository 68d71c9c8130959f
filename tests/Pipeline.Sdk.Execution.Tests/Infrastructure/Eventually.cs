namespace Pipeline.Sdk.Execution.Tests;

/// <summary>Waits for conditions. The deadline is for a test that fails: no test that passes comes near it.</summary>
internal static class Eventually
{
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    public static async Task True(Func<bool> condition, string what)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        while (!condition())
        {
            Assert.False(deadline.IsCancellationRequested, $"Not within {Deadline.TotalSeconds} s: {what}");
            await Task.Delay(10);
        }
    }
}
