using System.Collections.Concurrent;
using System.Collections.Immutable;
using Pipeline.Sdk.Execution.Results;
using Pipeline.Sdk.Graph;
using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Execution.Tests;

/// <summary>One checkout in which pipelines with stored results are run again and again, inside of this process.</summary>
internal sealed class StoredRuns : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private int _number;

    public string Root => _folder.Path;

    public string Cache => _folder[".pipeline/cache"];

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>What targets said that they ran.</summary>
    public ConcurrentQueue<string> Ran { get; } = new();

    public List<string> Warnings { get; } = [];

    public Dictionary<string, string> Variables { get; } = [];

    public string PathOf(string name) => _folder[name];

    public string Write(string name, string text) => _folder.Write(name, text);

    public string Read(string name) => File.ReadAllText(_folder[name]);

    /// <summary>What has run since it was asked last.</summary>
    public string Took()
    {
        var text = string.Join(' ', Ran);
        Ran.Clear();
        return text;
    }

    public RunSummary Run(Action<PipelineBuilder> define, params string[] targets) => Run(define, ImmutableDictionary<string, string>.Empty, isOff: false, targets);

    public RunSummary Run(Action<PipelineBuilder> define, ImmutableDictionary<string, string> parameters, bool isOff, params string[] targets)
    {
        var build = PipelineBuilder.Create([]);
        define(build);
        var (graph, findings) = GraphBuilder.Build(build.ToDefinition());
        var (plan, problems) = Planner.Plan(graph ?? throw new InvalidPipelineException(findings), new Invocation { Targets = [.. targets], Parameters = parameters }, new PlanFacts());
        var cache = new ResultCache(
            plan ?? throw new InvalidPipelineException(problems),
            new ResultSettings
            {
                Root = Root,
                Program = () => "program",
                Variable = Variables.GetValueOrDefault,
                Clock = Clock,
                IsOff = isOff,
                Programs = () => new OwnPrograms(Root, [], new SecretMasker([])),
                Warn = Warnings.Add,
            },
            new CheckoutStore(Root, Clock, Warnings.Add));
        plan = cache.Look();
        using var cancellation = new RunCancellation();
        using var output = new StringWriter();
        return new PlanRunner(plan, Settings(cache), new PlainConsole(output, plan), cancellation).Run();
    }

    public void Dispose() => _folder.Dispose();

    private RunSettings Settings(ResultCache cache) => new()
    {
        Root = Root,
        StateFolder = _folder[".pipeline"],
        StateHome = () => _folder["state"],
        ProgramFolder = AppContext.BaseDirectory,
        Clock = TimeProvider.System,
        Parallel = 2,
        Results = cache,
        Facts = new RunFacts { Id = "run-" + ++_number, StartedAt = DateTimeOffset.UnixEpoch, Actor = "somebody", Machine = "testbench", IsInteractive = false },
    };
}
