using System.Diagnostics;

namespace Pipeline.Sdk.LocalHost.Tests;

/// <summary>Runs a .NET program to its end, reading its output to the end of the pipe.</summary>
internal static class ProgramRun
{
    public static async Task<(int ExitCode, string Output)> RunAsync(string program, params string[] arguments)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var process = Process.Start(new ProcessStartInfo(DotNetProgram.Find(), ["exec", program, .. arguments]) { RedirectStandardOutput = true })
            ?? throw new InvalidOperationException("Nothing was started.");
        try
        {
            var output = await process.StandardOutput.ReadToEndAsync(deadline.Token);
            await process.WaitForExitAsync(deadline.Token);
            return (process.ExitCode, output);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
    }
}
