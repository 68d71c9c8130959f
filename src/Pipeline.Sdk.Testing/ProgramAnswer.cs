namespace Pipeline.Sdk.Testing;

/// <summary>What a fake program does when it is started.</summary>
public sealed record ProgramAnswer
{
    /// <summary>It succeeds and writes nothing.</summary>
    public static ProgramAnswer Success { get; } = new();

    /// <summary>Its exit code, 0 by default. Another one fails the target, unless the target allows it.</summary>
    public int ExitCode { get; init; }

    /// <summary>What it writes to standard output; it is in the target's log, masked.</summary>
    public string StandardOutput { get; init; } = "";

    /// <summary>What it writes to standard error.</summary>
    public string StandardError { get; init; } = "";

    /// <summary>How long the target is told that it ran, zero by default. No time passes.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>It succeeds with an output.</summary>
    /// <param name="standardOutput">What it writes.</param>
    public static ProgramAnswer Output(string standardOutput) => new() { StandardOutput = standardOutput };

    /// <summary>It fails.</summary>
    /// <param name="exitCode">Its exit code, not 0.</param>
    /// <param name="standardError">What it writes to standard error.</param>
    public static ProgramAnswer Failure(int exitCode, string standardError = "") => new() { ExitCode = exitCode, StandardError = standardError };
}
