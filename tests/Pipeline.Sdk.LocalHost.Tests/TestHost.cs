using System.Globalization;
using Pipeline.Sdk.LocalHost.State;
using Pipeline.Sdk.LocalHost.Supervision;

namespace Pipeline.Sdk.LocalHost.Tests;

/// <summary>A real host in a folder of its own. Its end leaves no process behind, and fails the test when it would have.</summary>
internal sealed class TestHost : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("localhost-");
    private readonly HashSet<int> _hosts = [];
    private LocalHostClient? _client;

    public TestHost()
    {
        Directory.CreateDirectory(RuntimeFolder);
        Paths = new LocalHostPaths(Path.Combine(_folder.FullName, "state"), "test", RuntimeFolder);
    }

    public LocalHostPaths Paths { get; }

    public string RuntimeFolder => Path.Combine(_folder.FullName, "run");

    public HttpClient Http { get; } = new() { Timeout = TimeSpan.FromSeconds(20) };

    public LocalHostClient Client => _client ?? throw new InvalidOperationException("Not started.");

    public static async Task<TestHost> StartAsync()
    {
        var host = new TestHost();
        try
        {
            await host.EnsureStartedAsync();
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    public async Task<int> EnsureStartedAsync()
    {
        _client?.Dispose();
        _client = await new LocalHostProcess(Paths).EnsureStartedAsync(new LocalHostOptions { ProgramFolder = Programs.LocalHost });
        var process = (await _client.GetStatusAsync()).ProcessId;
        _hosts.Add(process);
        return process;
    }

    public async Task<ServiceStatus> ServiceAsync(string name = "orders") => (await Client.GetStatusAsync()).Services.Single(service => service.Name == name);

    public async Task<SlotStatus> SlotAsync(string id) => (await ServiceAsync()).Slots.Single(slot => slot.Id == id);

    /// <summary>Whether the instance itself says that it is answering that many slow requests; a connection alone may be a probe's.</summary>
    public async Task<bool> InFlightAsync(int port, int count) =>
        await Http.GetStringAsync(new Uri($"http://127.0.0.1:{port}/in-flight")) == count.ToString(CultureInfo.InvariantCulture);

    /// <summary>A release folder whose content and digest depend on the version.</summary>
    public async Task<SlotSpec> ReleaseAsync(string version, int replicas = 1, params (string Name, string Value)[] variables)
    {
        var folder = Path.Combine(_folder.FullName, "releases", version);
        if (!Directory.Exists(folder))
        {
            Directory.CreateDirectory(folder);
            foreach (var file in Directory.EnumerateFiles(Programs.Fixture))
                File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
            await File.WriteAllTextAsync(Path.Combine(folder, "release.txt"), version);
        }

        return new SlotSpec
        {
            Id = "slot-" + version,
            Version = version,
            Digest = await FolderDigest.ComputeAsync(folder, version, CancellationToken.None),
            Folder = folder,
            FileName = "Pipeline.Sdk.LocalHost.Fixture.dll",
            Variables = System.Collections.Immutable.ImmutableDictionary.CreateRange(variables.Select(v => KeyValuePair.Create(v.Name, v.Value))),
            Replicas = replicas,
            Health = new HealthSpec { Path = "/healthz", VersionPath = "/version", Interval = TimeSpan.FromMilliseconds(50), Deadline = TimeSpan.FromSeconds(15) },
            DrainTimeout = TimeSpan.FromSeconds(10),
        };
    }

    /// <summary>Starts the release and waits until it is ready.</summary>
    public async Task<SlotStatus> StartReadyAsync(SlotSpec spec)
    {
        await Client.StartSlotAsync("orders", spec);
        var readiness = await Client.WaitReadyAsync("orders", spec.Id);
        Assert.True(readiness.Failure == ReadinessFailure.None, readiness.Message + "\n" + string.Join('\n', readiness.LogTail));
        return await SlotAsync(spec.Id);
    }

    /// <summary>The service with the version live; its address.</summary>
    public async Task<string> DeployAsync(string version, int replicas = 1)
    {
        var service = await Client.EnsureServiceAsync(new ServiceSpec { Name = "orders" });
        await StartReadyAsync(await ReleaseAsync(version, replicas));
        await Client.SwitchAsync("orders", "slot-" + version);
        return service.Url;
    }

    /// <summary>Kills the host alone, as a crash or the out-of-memory killer would.</summary>
    public async Task KillHostAsync()
    {
        var process = (await Client.GetStatusAsync()).ProcessId;
        Kill(process);
        await Eventually.BeTrueAsync("the host's end", () => OwnChild.TryReap(process, out _) || ProcessIdentity.StartStamp(process) is null);
    }

    public static void Kill(int process) => Assert.Equal(0, NativeMethods.Kill(process, 9));

    public IReadOnlyList<(int Process, int Group)> RunningInstances() => OrphanSweep.Find(Paths.StateFolder);

    public string Log() => File.Exists(Paths.LogPath) ? File.ReadAllText(Paths.LogPath) : "";

    public async ValueTask DisposeAsync()
    {
        var left = new List<string>();
        try
        {
            using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            using var client = await new LocalHostProcess(Paths).TryConnectAsync(deadline.Token);
            if (client is not null)
                await client.ShutdownAsync(deadline.Token);
        }
        finally
        {
            foreach (var host in _hosts.Where(host => ProcessIdentity.StartStamp(host) is not null))
            {
                left.Add("host " + host.ToString(CultureInfo.InvariantCulture));
                _ = NativeMethods.Kill(host, 9);
            }

            foreach (var (process, _) in RunningInstances())
            {
                left.Add("instance " + process.ToString(CultureInfo.InvariantCulture));
                _ = NativeMethods.Kill(process, 9);
            }

            _client?.Dispose();
            Http.Dispose();
        }

        Assert.True(left.Count == 0, $"Left running: {string.Join(", ", left)}\n{Log()}");
        _folder.Delete(recursive: true);
    }
}
