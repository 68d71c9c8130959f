namespace Pipeline.Sdk.LocalHost;

/// <summary>
/// A shell that starts the host again when a signal has ended it: SIGKILL, or the SIGABRT of a crash. A megabyte beside the host, and no code that could crash with it. Where systemd or
/// another supervisor looks after the host, it is not needed.
/// </summary>
internal static class HostGuard
{
    public const string Shell = "/bin/sh";

    // 128 and the signal is what a shell says of a program that a signal ended. The host itself ends with 0, 1, 2 or 3, and then stays ended. .NET's own
    // codes are above 128 too: of a program whose file ($3, behind "dotnet exec") is gone, which would never start again.
    private const string Script = """while :; do "$@"; code=$?; [ "$code" -gt 128 ] && [ -e "$3" ] || exit "$code"; sleep 0.1; done""";

    /// <summary>What stands before the host's own arguments.</summary>
    /// <param name="program">The program to guard.</param>
    public static string[] Before(string program) => ["-c", Script, "pipeline-host-guard", program];
}
