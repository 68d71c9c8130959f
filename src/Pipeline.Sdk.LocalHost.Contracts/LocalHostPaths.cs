using System.Security.Cryptography;
using System.Text;

namespace Pipeline.Sdk.LocalHost;

/// <summary>Where the host of one environment keeps its things.</summary>
public sealed class LocalHostPaths
{
    /// <summary>Computes the paths; nothing is created.</summary>
    /// <param name="stateFolder">The environment's state folder; one folder has one host.</param>
    /// <param name="environment">The environment's name.</param>
    /// <param name="runtimeFolder">Folder for sockets in place of <c>XDG_RUNTIME_DIR</c>.</param>
    public LocalHostPaths(string stateFolder, string environment, string? runtimeFolder = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(stateFolder);
        ArgumentException.ThrowIfNullOrEmpty(environment);
        StateFolder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(stateFolder));
        EnvironmentName = environment;
        SocketPath = ChooseSocketPath(runtimeFolder ?? Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR"));
    }

    /// <summary>The environment's state folder, absolute.</summary>
    public string StateFolder { get; }

    /// <summary>The environment's name.</summary>
    public string EnvironmentName { get; }

    /// <summary>The control socket; its folder belongs to the user alone.</summary>
    public string SocketPath { get; }

    /// <summary>What the host itself writes.</summary>
    public string LogPath => Path.Combine(StateFolder, "host.log");

    /// <summary>What the host remembers over restarts.</summary>
    public string StatePath => Path.Combine(StateFolder, "host.json");

    /// <summary>Held by the running host for life.</summary>
    public string LockPath => Path.Combine(StateFolder, "host.lock");

    /// <summary>
    /// The process number and the socket of the last host, one a line; apart from the lock, because .NET cannot read a locked file.
    /// </summary>
    public string AddressPath => Path.Combine(StateFolder, "host.address");

    /// <summary>The instances' logs, <c>{instance}.log</c>.</summary>
    public string InstancesFolder => Path.Combine(StateFolder, "instances");

    /// <summary>Copies of the host program, one folder per content digest.</summary>
    public string ProgramsFolder => Path.Combine(StateFolder, "host");

    /// <summary>
    /// The socket that the last host named. It differs from <see cref="SocketPath"/> when the host was started in a
    /// session with another <c>XDG_RUNTIME_DIR</c>: a login shell has one, cron has none.
    /// </summary>
    internal string? RecordedSocketPath()
    {
        try
        {
            return File.ReadLines(AddressPath).Skip(1).FirstOrDefault() is { Length: > 0 } path ? path : null;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private string ChooseSocketPath(string? runtimeFolder)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(StateFolder)).AsSpan(0, 8));
        var own = $"pipeline-sdk-{(OperatingSystem.IsWindows() ? 0 : NativeMethods.EffectiveUser())}";
        string[] folders = string.IsNullOrEmpty(runtimeFolder) || !Directory.Exists(runtimeFolder)
            ? [Path.Combine(Path.GetTempPath(), own), Path.Combine("/tmp", own)]
            : [Path.Combine(runtimeFolder, "pipeline-sdk"), Path.Combine(Path.GetTempPath(), own), Path.Combine("/tmp", own)];
        var paths = folders.Select(folder => Path.Combine(folder, hash + ".sock")).ToArray();
        return Array.Find(paths, path => Encoding.UTF8.GetByteCount(path) < HostLimits.SocketPathBytes) ?? paths[^1];
    }
}
