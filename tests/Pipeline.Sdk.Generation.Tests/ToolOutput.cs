using System.ComponentModel;
using CliWrap;
using CliWrap.Buffered;

namespace Pipeline.Sdk.Generation;

/// <summary>What a tool said: both streams, the standard one first.</summary>
internal sealed record ToolOutput(int ExitCode, string Output)
{
    /// <summary>How long a tool may take when nobody says otherwise.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);

    /// <summary>Runs a tool to its end; skips the test when the tool is not on this machine.</summary>
    public static async Task<ToolOutput> Of(Command command, TimeSpan? limit = null)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(limit ?? Deadline);
        try
        {
            var result = await command.WithValidation(CommandResultValidation.None).ExecuteBufferedAsync(deadline.Token);
            return new ToolOutput(result.ExitCode, result.StandardOutput + result.StandardError);
        }
        catch (Win32Exception)
        {
            Assert.Skip($"'{command.TargetFilePath}' is not on this machine: run ./build.sh TestTools to enable");
            throw;
        }
    }
}
