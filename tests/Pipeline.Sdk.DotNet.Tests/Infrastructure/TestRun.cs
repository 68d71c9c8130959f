namespace Pipeline.Sdk.DotNet.Tests.Infrastructure;

/// <summary>A run context over a real folder, with real processes and a log that is kept.</summary>
internal sealed class TestRun
{
    public TestRun(string root, string target = "Target", string? commit = null, string? ci = null)
    {
        Processes = new RealProcesses(root);
        Context = new RunContext
        {
            Target = target,
            Root = root,
            StateFolder = Path.Combine(root, ".pipeline"),
            Run = new RunFacts
            {
                Id = "20261123-031500-4f2a",
                StartedAt = DateTimeOffset.UnixEpoch,
                Actor = "ada",
                Commit = commit,
                Machine = "here",
                Ci = ci,
                IsInteractive = false,
            },
            Log = Log,
            Processes = Processes,
            Clock = TimeProvider.System,
            CancellationToken = TestContext.Current.CancellationToken,
        };
    }

    public RunContext Context { get; }

    public RecordingLog Log { get; } = new();

    public RealProcesses Processes { get; }

    public DotNetTool DotNet => Context.DotNet;
}
