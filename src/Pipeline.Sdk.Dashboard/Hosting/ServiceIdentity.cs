using System.Reflection;

namespace Pipeline.Sdk.Dashboard;

/// <summary>What runs here. The version is the one compiled in: a variable can be wrong, an assembly cannot.</summary>
internal sealed record ServiceIdentity(string Version, string AssemblyVersion, string Digest, string? Instance, string? Environment, string? ReleaseVersion)
{
    public static ServiceIdentity Of(DashboardSettings settings)
    {
        var assembly = typeof(ServiceIdentity).Assembly;
        var assemblyVersion = assembly.GetName().Version?.ToString() ?? "0.0.0.0";
        var version = assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? assemblyVersion;
        return new ServiceIdentity(version, assemblyVersion, settings.ReleaseDigest ?? "unreleased", settings.Instance, settings.Environment, settings.ReleaseVersion);
    }

    public void WarnWhenMistaken(ILogger logger)
    {
        if (ReleaseVersion is not null && ReleaseVersion != Version)
            logger.LogWarning("PIPELINE_RELEASE_VERSION says {Announced}, but this program is {Version}", ReleaseVersion, Version);
    }
}
