using System.Collections;
using System.Collections.Immutable;
using System.Globalization;

namespace Pipeline.Sdk.LocalHost.Supervision;

/// <summary>Starts the process of an instance, after making sure that the folder still is the release.</summary>
internal sealed class InstanceLauncher(LocalHostPaths paths, TimeProvider time)
{
    /// <summary>Marks every process of this host, so that none is lost when the host dies between a start and its record.</summary>
    public const string MarkerVariable = "PIPELINE_HOST_STATE";

    public string LogPath(string instance) => Path.Combine(paths.InstancesFolder, instance + ".log");

    /// <exception cref="LocalHostException">The program is missing or the system refused.</exception>
    public InstanceProcess Launch(string instance, int port, SlotSpec spec)
    {
        Directory.CreateDirectory(paths.InstancesFolder);
        LogFile.RotateWhenLarge(LogPath(instance));
        var (program, arguments) = ProgramResolver.Resolve(spec);
        return InstanceProcess.Start(
            new DetachedCommand(program, arguments, Variables(instance, port, spec), Path.GetFullPath(spec.Folder), LogPath(instance)),
            time);
    }

    private ImmutableDictionary<string, string> Variables(string instance, int port, SlotSpec spec)
    {
        var number = port.ToString(CultureInfo.InvariantCulture);
        return Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .ToImmutableDictionary(entry => (string)entry.Key, entry => entry.Value as string ?? "")
            .SetItems(spec.Variables)
            .SetItems(new Dictionary<string, string>
            {
                ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{number}",
                ["PORT"] = number,
                ["PIPELINE_ENVIRONMENT"] = paths.EnvironmentName,
                ["PIPELINE_RELEASE_VERSION"] = spec.Version,
                ["PIPELINE_RELEASE_DIGEST"] = spec.Digest,
                ["PIPELINE_INSTANCE"] = instance,
                [MarkerVariable] = paths.StateFolder,
            });
    }
}
