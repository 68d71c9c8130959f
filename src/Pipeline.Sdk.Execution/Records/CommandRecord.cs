namespace Pipeline.Sdk.Execution;

/// <summary>An external program that a step ran, masked.</summary>
internal sealed record CommandRecord(string CommandLine, int? ExitCode, TimeSpan Duration, string Program = "");
