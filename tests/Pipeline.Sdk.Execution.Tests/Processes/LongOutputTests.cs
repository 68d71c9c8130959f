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

    [Fact]
    public void A_hundred_megabytes_with_a_secret_in_every_line_are_masked_in_bounded_memory()
    {
        Secret("s3cr3t-of-long-output");
        var script = $"yes {new string('x', 78)}s3cr3t-of-long-output 2> /dev/null | head -n {Lines}";
        _run.Build.Target("A").Run(run => run.Tool("sh", "-c", script));

        Assert.Equal(ExitCodes.Done, _run.Run("A", "Keeps").ExitCode);
        Assert.Equal(Lines, _watch.Lines);
        Assert.InRange(_watch.Most - _watch.First, 0, 50_000_000);
        var log = File.ReadLines(Path.Combine(_run.RunFolder, "A.log")).Skip(1).ToHashSet();
        Assert.Equal([new string('x', 78) + "***"], log);
    }

    [Fact]
    public void A_hundred_megabytes_without_a_line_end_are_shown_in_parts_in_bounded_memory()
    {
        Secret("s3cr3t-of-long-output");
        _run.Build.Target("A").Run(run => run.Tool("sh", "-c", "yes 0123456789s3cr3t-of-long-output 2> /dev/null | tr -d '\\n' 2> /dev/null | head -c 100000000"));

        Assert.Equal(ExitCodes.Done, _run.Run("A", "Keeps").ExitCode);
        Assert.InRange(_watch.Lines, 1500, 1600);
        Assert.InRange(_watch.Most - _watch.First, 0, 50_000_000);

        // Nothing of the secret is left, at no cut either; only the very end may hold its beginning.
        var log = string.Concat(File.ReadLines(Path.Combine(_run.RunFolder, "A.log")).Skip(1));
        Assert.True(log.Replace("0123456789***", "", StringComparison.Ordinal).Length < "0123456789s3cr3t-of-long-output".Length);
        Assert.DoesNotContain("s3cr3t-of-long-output", log, StringComparison.Ordinal);
    }

    private void Secret(string value)
    {
        var key = _run.Build.Secret("long-key", "Key");
        _run.Variables = _run.Variables.Add("PIPELINE_LONG_KEY", value);
        _run.Build.Target("Keeps").Needs(key).Run();
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

            if (++Lines % 100_000 == 0 || (text.Length > 10_000 && Lines % 100 == 0))
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
