using System.Collections;
using System.Collections.Immutable;

namespace Pipeline.Sdk.LocalHost;

/// <summary>
/// The environment that the host is started with. An allow-list: a job's secrets have no place in a process that outlives the job, and CI
/// runners end every process that still carries their tracking variable.
/// </summary>
internal static class HostVariables
{
    private static readonly string[] Names = ["PATH", "HOME", "USER", "LOGNAME", "LANG", "TZ", "TMPDIR"];
    private static readonly string[] Prefixes = ["LC_", "XDG_", "DOTNET_", "SSL_CERT_"];
    private static readonly string[] CiTracking = ["RUNNER_TRACKING_ID", "VSTS_PROCESS_LOOKUP_ID", "JENKINS_NODE_COOKIE"];

    // They load code of the caller's checkout into every .NET process.
    private static readonly string[] Refused = ["DOTNET_STARTUP_HOOKS", "DOTNET_ADDITIONAL_DEPS", "DOTNET_SHARED_STORE"];

    public static ImmutableDictionary<string, string> From(IDictionary variables, bool keepCiTracking) =>
        variables.Cast<DictionaryEntry>()
            .Select(entry => (Name: (string)entry.Key, Value: entry.Value as string ?? ""))
            .Where(variable => IsAllowed(variable.Name) || (keepCiTracking && CiTracking.Contains(variable.Name)))
            .ToImmutableDictionary(variable => variable.Name, variable => variable.Value);

    private static bool IsAllowed(string name) =>
        (Names.Contains(name) || Prefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal))) && !Refused.Contains(name);
}
