namespace Pipeline.Sdk;

/// <summary>What an external program did.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="StandardOutput">Its standard output; at most the last 4 million characters.</param>
/// <param name="StandardError">Its standard error; at most the last 4 million characters.</param>
/// <param name="Duration">How long it ran.</param>
public sealed record ToolResult(int ExitCode, string StandardOutput, string StandardError, TimeSpan Duration);
