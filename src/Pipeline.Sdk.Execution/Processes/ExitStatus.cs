namespace Pipeline.Sdk.Execution;

/// <summary>Exit codes for people. A program that a signal ended has 128 and the signal's number, as shells tell it too.</summary>
internal static class ExitStatus
{
    private const int Killed = 137;

    /// <summary><c>exit code 3</c>, <c>exit code 137 (SIGKILL)</c>.</summary>
    public static string Text(int exitCode) => $"exit code {exitCode}{(Signal(exitCode) is { } signal ? $" ({signal})" : "")}";

    /// <summary>A line with the likeliest cause, or nothing.</summary>
    public static string Hint(int exitCode) => !OperatingSystem.IsWindows() && exitCode == Killed
        ? "\nSomebody killed it. When it was none of you, the machine or container was out of memory: give it more, or let fewer steps run at a time."
        : "";

    // The numbers are those that Linux and macOS share.
    private static string? Signal(int exitCode) => OperatingSystem.IsWindows() ? null : exitCode switch
    {
        129 => "SIGHUP",
        130 => "SIGINT",
        131 => "SIGQUIT",
        132 => "SIGILL",
        133 => "SIGTRAP",
        134 => "SIGABRT",
        136 => "SIGFPE",
        Killed => "SIGKILL",
        139 => "SIGSEGV",
        141 => "SIGPIPE",
        142 => "SIGALRM",
        143 => "SIGTERM",
        _ => null,
    };
}
