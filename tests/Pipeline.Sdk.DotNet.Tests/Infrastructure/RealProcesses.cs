using System.Diagnostics;

namespace Pipeline.Sdk.DotNet.Tests.Infrastructure;

/// <summary>Runs programs for real, without the conveniences of Execution.</summary>
internal sealed class RealProcesses(string root) : IProcessRunner
{
    public List<ToolCommand> Commands { get; } = [];

    public async Task<ToolResult> RunAsync(ToolCommand command, CancellationToken cancellationToken)
    {
        Commands.Add(command);
        var start = new ProcessStartInfo(command.Name, command.Arguments)
        {
            WorkingDirectory = Path.GetFullPath(command.WorkingDirectory, root),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var (name, value) in command.Variables)
            start.Environment[name] = value;

        var watch = Stopwatch.StartNew();
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{command.Name} did not start.");
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        var result = new ToolResult(process.ExitCode, await output, await error, watch.Elapsed);
        return command.MustSucceed && result.ExitCode != 0
            ? throw new StepFailedException("TEST", $"{command}: {result.StandardOutput}{result.StandardError}")
            : result;
    }
}
