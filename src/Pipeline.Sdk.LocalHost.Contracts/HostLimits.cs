namespace Pipeline.Sdk.LocalHost;

/// <summary>Figures that the client and the host share.</summary>
internal static class HostLimits
{
    /// <summary>
    /// Ports are drawn from below the ephemeral ranges of Linux (32768) and macOS (49152): an outgoing connection can then never sit on
    /// a port that a restarted instance or router needs again.
    /// </summary>
    public const int FirstPort = 20000;

    /// <summary>See <see cref="FirstPort"/>.</summary>
    public const int LastPort = 32767;

    /// <summary>The shortest <c>sun_path</c> of the systems we run on (macOS), including the closing zero.</summary>
    public const int SocketPathBytes = 104;

    /// <summary>A log beyond this size is set aside when its writer is started again.</summary>
    public const long LogBytes = 10 * 1024 * 1024;

    /// <summary>How many lines of a log an error carries.</summary>
    public const int TailLines = 20;

    /// <summary>The exit code of a host that found another one running.</summary>
    public const int AlreadyRunningExitCode = 3;
}
