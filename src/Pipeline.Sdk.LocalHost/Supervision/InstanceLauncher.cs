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

    /// <summary>Starts it.</summary>
    /// <param name="instance">Its id.</param>
    /// <param name="port">Where it listens.</param>
    /// <param name="spec">The release and how to start it.</param>
    /// <param name="trace">The span that ordered this start; null when nobody did.</param>
    /// <exception cref="LocalHostException">The program is missing or the system refused.</exception>
    public InstanceProcess Launch(string instance, int port, SlotSpec spec, TraceContext? trace)
    {
        Directory.CreateDirectory(paths.InstancesFolder);
        LogFile.RotateWhenLarge(LogPath(instance));
        var (program, arguments) = ProgramResolver.Resolve(spec);
        return InstanceProcess.Start(
            new DetachedCommand(program, arguments, Variables(instance, port, spec, trace), Path.GetFullPath(spec.Folder), LogPath(instance)),
            time);
    }

    private ImmutableDictionary<string, string> Variables(string instance, int port, SlotSpec spec, TraceContext? trace)
    {
        var number = port.ToString(CultureInfo.InvariantCulture);
        return Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .ToImmutableDictionary(entry => (string)entry.Key, entry => entry.Value as string ?? "")
            .SetItems(Trace(trace))
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

    private static IEnumerable<KeyValuePair<string, string>> Trace(TraceContext? trace)
    {
        if (trace is null)
            yield break;
        yield return new(TraceContext.ParentVariable, trace.Parent);
        if (trace.State.Length > 0)
            yield return new(TraceContext.StateVariable, trace.State);
    }
}
