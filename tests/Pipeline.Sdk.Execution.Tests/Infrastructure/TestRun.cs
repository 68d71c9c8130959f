using System.Collections.Immutable;
using System.Text.Json;
using Pipeline.Sdk.Graph;
using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Execution.Tests;

/// <summary>A pipeline that is declared and run inside a test: a real runner, real processes, a folder of its own.</summary>
internal sealed class TestRun : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StringWriter _output = new();

    public TestRun(CancellationLimits? limits = null) => Cancellation = new RunCancellation(limits);

    public PipelineBuilder Build { get; } = PipelineBuilder.Create([]);

    public RunCancellation Cancellation { get; }

    public int Parallel { get; init; } = 4;

    public bool KeepGoing { get; init; }

    /// <summary>Takes the place of the plain console.</summary>
    public IRunConsole? Console { get; init; }

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    public ImmutableDictionary<string, string> Variables { get; set; } = ImmutableDictionary<string, string>.Empty;

    public ImmutableDictionary<Target, object?> Provided { get; set; } = ImmutableDictionary<Target, object?>.Empty;

    public PlanRunner? Runner { get; private set; }

    public string Root => _folder.Path;

    public string StateFolder => _folder[".pipeline"];

    public string RunFolder => Path.Combine(StateFolder, "runs", "test-run");

    /// <summary>What a person has seen.</summary>
    public string Text
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    public string RecordText => File.ReadAllText(Path.Combine(RunFolder, "run.json"));

    public JsonElement Record => JsonDocument.Parse(RecordText).RootElement;

    public string Log(string target) => File.ReadAllText(Path.Combine(RunFolder, target + ".log"));

    public string PathOf(string name) => _folder[name];

    /// <summary>A file in the run's folder that may be executed.</summary>
    public string Write(string name, string text)
    {
        var path = PathOf(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path) ?? Root);
        File.WriteAllText(path, text);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }

    public PlanContext Context { get; set; } = new();

    public ImmutableDictionary<string, long> Durations { get; set; } = ImmutableDictionary<string, long>.Empty;

    public Plan Plan(params string[] targets) => Plan(new Invocation { Targets = [.. targets] });

    public Plan Plan(Invocation invocation)
    {
        var (graph, findings) = GraphBuilder.Build(Build.ToDefinition());
        if (graph is null)
            throw new InvalidPipelineException(findings);

        var facts = new PlanFacts { Variables = Variables, Provided = Provided.ToImmutableDictionary(entry => entry.Key.Name, _ => "elsewhere"), Context = Context, Durations = Durations };
        var (plan, problems) = Planner.Plan(graph, invocation, facts);
        return plan ?? throw new InvalidPipelineException(problems);
    }

    public RunSummary Run(params string[] targets) => Run(Plan(targets));

    public RunSummary Run(Plan plan)
    {
        var settings = new RunSettings
        {
            Root = Root,
            StateFolder = StateFolder,
            StateHome = () => _folder["state"],
            ProgramFolder = AppContext.BaseDirectory,
            Clock = Clock,
            Parallel = Parallel,
            KeepGoing = KeepGoing,
            Provided = Provided,
            Facts = new RunFacts
            {
                Id = "test-run",
                StartedAt = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero),
                Actor = "somebody",
                Machine = "testbench",
                Commit = new string('a', 40),
                IsInteractive = false,
            },
        };
        Runner = new PlanRunner(plan, settings, Console ?? new PlainConsole(new Shared(_output), plan), Cancellation);
        return Runner.Run();
    }

    /// <summary>Runs on a thread of its own, so that the test can interfere.</summary>
    public Task<RunSummary> Begin(params string[] targets) => Task.Factory.StartNew(() => Run(targets), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    public void Dispose()
    {
        Cancellation.Dispose();
        _folder.Dispose();
        _output.Dispose();
    }

    /// <summary>Lets the test read while the run writes.</summary>
    private sealed class Shared(StringWriter writer) : TextWriter
    {
        public override System.Text.Encoding Encoding => writer.Encoding;

        public override void Write(char value)
        {
            lock (writer)
                writer.Write(value);
        }

        public override void Write(string? value)
        {
            lock (writer)
                writer.Write(value);
        }

        public override void WriteLine(string? value)
        {
            lock (writer)
                writer.Write(value + "\n");
        }

        public override void WriteLine() => WriteLine("");
    }
}
