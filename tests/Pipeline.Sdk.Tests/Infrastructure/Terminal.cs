using System.Diagnostics;
using System.Text;

namespace Pipeline.Sdk.Tests;

/// <summary>A person at a terminal: waits until something shows, then types.</summary>
internal sealed class Terminal(Process process, TimeSpan limit) : IDisposable
{
    private readonly StringBuilder _seen = new();
    private readonly CancellationTokenSource _deadline = new(limit);
    private int _answered;

    /// <summary>Everything that has shown.</summary>
    public string Seen => _seen.ToString();

    /// <summary>Waits for a text behind what was answered before, and types.</summary>
    public async Task AnswerAsync(string text, string keys)
    {
        int found;
        while ((found = Seen.IndexOf(text, _answered, StringComparison.Ordinal)) < 0)
        {
            if (!await ReadAsync())
                Assert.Fail($"'{text}' never showed:\n{Seen}");
        }

        _answered = found + text.Length;
        await process.StandardInput.WriteAsync(keys);
        await process.StandardInput.FlushAsync(_deadline.Token);
    }

    /// <summary>Waits for the end and gives the exit code.</summary>
    public async Task<int> EndAsync()
    {
        while (await ReadAsync())
        {
        }

        await process.WaitForExitAsync(_deadline.Token);
        return process.ExitCode;
    }

    /// <summary>The same, pressing a key again and again: one that comes before the program listens is lost to the terminal's line mode.</summary>
    public async Task<int> EndAsync(string key)
    {
        var end = EndAsync();
        while (await Task.WhenAny(end, Task.Delay(TimeSpan.FromMilliseconds(500), _deadline.Token)) != end)
        {
            try
            {
                await process.StandardInput.WriteAsync(key);
                await process.StandardInput.FlushAsync(_deadline.Token);
            }
            catch (IOException)
            {
                // It has ended meanwhile.
            }
        }

        return await end;
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        process.Dispose();
        _deadline.Dispose();
    }

    private async Task<bool> ReadAsync()
    {
        var buffer = new char[1024];
        var count = await process.StandardOutput.ReadAsync(buffer, _deadline.Token);
        _seen.Append(buffer, 0, count);
        return count > 0;
    }
}
