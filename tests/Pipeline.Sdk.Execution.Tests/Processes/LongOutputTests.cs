using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Execution.Tests.Processes;

/// <summary>A tool that prints 100 MB. It measures memory, so nothing runs beside it.</summary>
[Collection(nameof(Alone))]
public sealed class LongOutputTests : IDisposable
{
    private const int Lines = 1_000_000;

    private readonly MemoryWatch _watch = new();
    private readonly TestRun _run;

    public LongOutputTests() => _run = new TestRun { Console = _watch };

    public void Dispose() => _run.Dispose();

    [Fact]
    public void A_hundred_megabytes_are_on_disk_and_not_in_memory()
    {
        var command = new ToolCommand("sh", ["-c", $"yes {new string('x', 99)} 2> /dev/null | head -n {Lines}"]);
        var length = 0;
        _run.Build.Target("A").Run(async run => { length = (await run.Tool(command)).StandardOutput.Length; });

        Assert.Equal(ExitCodes.Done, _run.Run("A").ExitCode);
        Assert.Equal(Lines, _watch.Lines);
        Assert.Equal(4_000_000, length);
        Assert.InRange(new FileInfo(Path.Combine(_run.RunFolder, "A.log")).Length, Lines * 100L, (Lines * 100L) + 1000);
        Assert.InRange(_watch.Most - _watch.First, 0, 50_000_000);
    }

    /// <summary>Weighs what is alive, every so many lines.</summary>
    private sealed class MemoryWatch : IRunConsole
    {
        public long First { get; private set; }

        public long Most { get; private set; }

        public int Lines { get; private set; }

        public void StepStarted(PlanStep step) => First = GC.GetTotalMemory(forceFullCollection: true);

        public void Line(PlanStep step, string text, LineKind kind)
        {
            if (kind == LineKind.Detail)
                return;

            if (++Lines % 100_000 == 0)
                Most = Math.Max(Most, GC.GetTotalMemory(forceFullCollection: true));
        }

        public void StepFinished(StepResult result)
        {
        }

        public void Summary(RunSummary summary)
        {
        }

        public void Problem(string text)
        {
        }
    }
}
