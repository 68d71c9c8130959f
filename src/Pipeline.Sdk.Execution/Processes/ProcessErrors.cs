namespace Pipeline.Sdk.Execution;

/// <summary>What can go wrong with an external program: PIPE04xx.</summary>
internal static class ProcessErrors
{
    public static StepFailedException NotFound(ToolCommand command, string target, Exception inner) =>
        new("PIPE0401", $"'{command.Name}' was not found; target '{target}' runs it. Install it, or put its folder on PATH.", inner);

    public static StepFailedException NonZeroExit(ToolCommand command, string commandLine, int exitCode, string lastLines) =>
        new("PIPE0402", $"'{command.Name}' ended with exit code {exitCode}: {commandLine}{(lastLines.Length > 0 ? "\n" + lastLines : "")}");

    public static StepFailedException TimedOut(ToolCommand command, string commandLine, TimeSpan timeout) =>
        new("PIPE0403", $"'{command.Name}' was ended after {timeout.TotalSeconds:0.###} s, which is its time limit: {commandLine}");

    public static StepFailedException MissingFolder(ToolCommand command, string folder) =>
        new("PIPE0404", $"'{command.Name}' cannot run in {folder}: the folder does not exist.");
}
