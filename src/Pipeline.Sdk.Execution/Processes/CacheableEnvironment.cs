namespace Pipeline.Sdk.Execution;

/// <summary>
/// Which environment variables the programs of a target with inputs see beside those that it declares: those that say where things lie and how to reach
/// them, and those that are part of every key anyway. Any other could change what a program makes without anybody noticing (MSBuild takes every variable for a
/// property), so it is withheld. docs/results.md lists them.
/// </summary>
internal static class CacheableEnvironment
{
    private static readonly HashSet<string> _names = new(OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal)
    {
        // Part of every key.
        "CI", "LANG", "LC_ALL", "TZ",

        // Who and where.
        "PATH", "HOME", "USER", "LOGNAME", "SHELL", "PWD", "TERM", "TMPDIR", "TEMP", "TMP", "HOSTNAME", "container",
        "USERPROFILE", "USERNAME", "APPDATA", "LOCALAPPDATA", "PROGRAMDATA", "ProgramFiles", "ProgramFiles(x86)", "ProgramW6432", "CommonProgramFiles",
        "SystemRoot", "SystemDrive", "windir", "ComSpec", "PATHEXT", "OS", "NUMBER_OF_PROCESSORS", "PROCESSOR_ARCHITECTURE", "HOMEDRIVE", "HOMEPATH",

        // How to reach the network.
        "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "no_proxy", "all_proxy",
        "SSL_CERT_FILE", "SSL_CERT_DIR", "CURL_CA_BUNDLE", "REQUESTS_CA_BUNDLE", "NODE_EXTRA_CA_CERTS", "GIT_SSL_CAINFO", "SSH_AUTH_SOCK", "DBUS_SESSION_BUS_ADDRESS",

        // How work is done, not what it gives.
        "UseSharedCompilation", "MSBUILDDISABLENODEREUSE", "TRACEPARENT", "TRACESTATE", "PIPELINE_STATE_HOME", "PIPELINE_ROOT",
    };

    private static readonly string[] _prefixes = ["DOTNET_", "NUGET_", "XDG_"];

    /// <summary>Whether a program sees the variable without its target declaring it.</summary>
    public static bool Allows(string name) => _names.Contains(name) || Array.Exists(_prefixes, prefix => name.StartsWith(prefix, StringComparison.Ordinal));
}
