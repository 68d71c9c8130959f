namespace Pipeline.Sdk.History;

/// <summary>A program that a recorded step ran.</summary>
/// <param name="CommandLine">The whole command, for people.</param>
/// <param name="ExitCode">Its exit code, or null when it gave none.</param>
/// <param name="Duration">How long it ran.</param>
internal sealed record RecordedCommand(string CommandLine, int? ExitCode, TimeSpan Duration);
