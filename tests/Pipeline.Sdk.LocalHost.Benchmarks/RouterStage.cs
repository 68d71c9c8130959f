using System.Collections.Immutable;
using System.Reflection;
using System.Security.Cryptography;

namespace Pipeline.Sdk.LocalHost.Benchmarks;

/// <summary>A real host in a folder of its own, with two releases of the tests' service; one instance each.</summary>
internal sealed class RouterStage : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("router-");
    private LocalHostClient? _client;

    public string Url { get; private set; } = "";

    public string Instance { get; private set; } = "";


    private LocalHostClient Client => _client ?? throw new InvalidOperationException("Not started.");

    public static async Task<RouterStage> StartAsync()
    {
        var stage = new RouterStage();
        var paths = new LocalHostPaths(Path.Combine(stage._folder.FullName, "state"), "benchmark");
        stage._client = await new LocalHostProcess(paths).EnsureStartedAsync(new LocalHostOptions { ProgramFolder = Folder("Pipeline.Sdk.LocalHost") });
        stage.Url = (await stage.Client.EnsureServiceAsync(new ServiceSpec { Name = "orders" })).Url;
        var first = await stage.AddAsync("1.0.0");
        await stage.AddAsync("2.0.0");
        await stage.Client.SwitchAsync("orders", "slot-1.0.0");
        stage.Instance = $"http://127.0.0.1:{first.Instances.Single().Port}";
        return stage;
    }

    /// <summary>Switches to and fro while wrk asks.</summary>
    /// <summary>Switches to and fro under a load, and gives the durations in order of length with what the load returned.</summary>
    public async Task<(List<TimeSpan> Switches, T Load)> SwitchUnderLoadAsync<T>(int count, TimeSpan pause, Func<T> load)
    {
        var loading = Task.Run(load);
        var elapsed = new List<TimeSpan>();
        for (var i = 0; i < count; i++)
        {
            elapsed.Add((await Client.SwitchAsync("orders", i % 2 == 0 ? "slot-2.0.0" : "slot-1.0.0")).Elapsed);
            await Task.Delay(pause);
        }

        var seen = await loading;
        elapsed.Sort();
        return (elapsed, seen);
    }

    public async ValueTask DisposeAsync()
    {
        if (_client is not null)
        {
            await _client.ShutdownAsync();
            _client.Dispose();
        }

        _folder.Delete(recursive: true);
    }

    private async Task<SlotStatus> AddAsync(string version)
    {
        var folder = Path.Combine(_folder.FullName, version);
        Directory.CreateDirectory(folder);
        var files = new List<ReleaseFile>();
        foreach (var file in Directory.EnumerateFiles(Folder("Pipeline.Sdk.LocalHost.Fixture")))
        {
            var copy = Path.Combine(folder, Path.GetFileName(file));
            File.Copy(file, copy);
            var executable = !OperatingSystem.IsWindows() && File.GetUnixFileMode(copy).HasFlag(UnixFileMode.UserExecute);
            var content = await File.ReadAllBytesAsync(copy);
            files.Add(new ReleaseFile(Path.GetFileName(file), content.Length, executable, Convert.ToHexStringLower(SHA256.HashData(content))));
        }

        var spec = new SlotSpec
        {
            Id = "slot-" + version,
            Version = version,
            Digest = ReleaseManifest.Digest(version, files),
            Folder = folder,
            FileName = "Pipeline.Sdk.LocalHost.Fixture.dll",
            Variables = ImmutableDictionary<string, string>.Empty,
            Health = new HealthSpec { Path = "/healthz" },
        };
        await Client.StartSlotAsync("orders", spec);
        var readiness = await Client.WaitReadyAsync("orders", spec.Id);
        return readiness.Failure == ReadinessFailure.None
            ? (await Client.GetStatusAsync()).Services.Single().Slots.Single(slot => slot.Id == spec.Id)
            : throw new InvalidOperationException(readiness.Message);
    }

    private static string Folder(string project) => Path.Combine(Metadata("ProgramsFolder"), project, Metadata("ConfigurationFolder"));

    private static string Metadata(string key) => typeof(RouterStage).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == key).Value ?? throw new InvalidOperationException(key);
}
