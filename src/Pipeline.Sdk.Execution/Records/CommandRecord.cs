namespace Pipeline.Sdk.Execution;

/// <summary>An external program that a step ran, masked.</summary>
/// <param name="CommandLine">The whole command, for people.</param>
/// <param name="ExitCode">Its exit code, or null when it gave none.</param>
/// <param name="Duration">How long it ran.</param>
/// <param name="Program">The program as the command names it: a name that is looked up in <c>PATH</c>, or a path.</param>
internal sealed record CommandRecord(string CommandLine, int? ExitCode, TimeSpan Duration, string Program = "");
