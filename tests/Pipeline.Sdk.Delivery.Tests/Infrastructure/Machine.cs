using System.Collections.Concurrent;

namespace Pipeline.Sdk.Delivery.Tests;

/// <summary>A machine's state folder and a checkout beside it, in a temporary folder that is removed at the end.</summary>
internal sealed class Machine : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pipeline-delivery-").FullName;

    public Machine()
    {
        Directory.CreateDirectory(Checkout);
        Package = Build.Target("Package").Run(_ => new Release
        {
            Name = "orders",
            Version = SemanticVersion.Parse("1.0.0"),
            Digest = "",
            Folder = "",
            EntryPoint = "",
            Files = [],
        });
        Staging = Build.Environment("staging", e => e.OnThisMachine());
    }

    public string Checkout => Path.Combine(_folder, "checkout");

    public string StateHome => Path.Combine(_folder, "state");

    public PipelineBuilder Build { get; } = PipelineBuilder.Create([]);

    public Target<Release> Package { get; }

    public DeploymentEnvironment Staging { get; }

    public RecordingLog Log { get; } = new();

    /// <summary>What runs wanted to be done after their end.</summary>
    public ConcurrentQueue<Func<string, CancellationToken, Task>> AfterRun { get; } = new();

    public string PathOf(string path) => Path.Combine(_folder, path);

    /// <summary>The context of a target in a run of its own.</summary>
    public RunContext Run(string id = "run-1", string target = "Deploy") => new()
    {
        Target = target,
        Root = Checkout,
        StateFolder = Path.Combine(Checkout, ".pipeline"),
        StateHome = () => StateHome,
        AfterRun = AfterRun.Enqueue,
        Run = new RunFacts { Id = id, StartedAt = DateTimeOffset.UnixEpoch, Actor = "ada", Commit = new string('a', 40), Machine = "tower", IsInteractive = false },
        Log = Log,
        Processes = new NoProcesses(),
        Clock = TimeProvider.System,
        CancellationToken = TestContext.Current.CancellationToken,
    };

    public LocalEnvironment Local(string run = "run-1") => LocalEnvironment.Of(Run(run), Staging);

    public Service Service(string name, Func<ServiceDraft, ServiceDraft>? more = null) => Build.Service(name, s => (more ?? (draft => draft))(s.From(Package)));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private sealed class NoProcesses : IProcessRunner
    {
        public Task<ToolResult> RunAsync(ToolCommand command, CancellationToken cancellationToken) => throw new InvalidOperationException("No program is started here.");
    }
}

/// <summary>Keeps what is written.</summary>
internal sealed class RecordingLog : IRunLog
{
    public ConcurrentQueue<string> Infos { get; } = new();

    public ConcurrentQueue<string> Warnings { get; } = new();

    public void Info(string message) => Infos.Enqueue(message);

    public void Detail(string message)
    {
    }

    public void Warn(string message) => Warnings.Enqueue(message);

    public void Annotate(Annotation annotation)
    {
    }
}
