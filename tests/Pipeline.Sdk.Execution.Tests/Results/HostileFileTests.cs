using System.Diagnostics;

namespace Pipeline.Sdk.Execution.Tests.Results;

/// <summary>Links, clocks, names and edits that a look at a file's size and time would miss.</summary>
public sealed class HostileFileTests : IDisposable
{
    private readonly StoredRuns _runs = new() { Clock = new LaterClock() };

    public HostileFileTests() => _runs.Write("src/a.txt", "one");

    public void Dispose() => _runs.Dispose();

    [Fact]
    public void An_edit_that_keeps_size_and_time_is_seen()
    {
        var time = File.GetLastWriteTimeUtc(_runs.PathOf("src/a.txt"));
        Run();
        _runs.Write("src/a.txt", "two");
        File.SetLastWriteTimeUtc(_runs.PathOf("src/a.txt"), time);
        Run();
        Assert.Equal("one two", _runs.Took());
    }

    [Fact]
    public void An_edit_in_the_same_moment_as_the_run_is_seen()
    {
        // Nothing is settled: what the system says of a file is worth nothing yet.
        using var runs = new StoredRuns();
        for (var round = 0; round < 50; round++)
        {
            runs.Write("src/a.txt", (round % 10).ToString(System.Globalization.CultureInfo.InvariantCulture));
            runs.Run(build => Read(build, runs), "Read");
            Assert.True(round >= 10 || runs.Ran.Count == round + 1, $"Edit {round} was missed.");
            Assert.Equal((round % 10).ToString(System.Globalization.CultureInfo.InvariantCulture), runs.Read("out/a.txt"));
        }
    }

    [Theory]
    [InlineData(400)]
    [InlineData(-20_000)]
    public void A_file_of_another_time_counts_by_its_content(int days)
    {
        var time = DateTime.UtcNow.AddDays(days);
        File.SetLastWriteTimeUtc(_runs.PathOf("src/a.txt"), time);
        Run();
        Run();
        Assert.Equal("one", _runs.Took());
        _runs.Write("src/a.txt", "two");
        File.SetLastWriteTimeUtc(_runs.PathOf("src/a.txt"), time);
        Run();
        Assert.Equal("two", _runs.Took());
    }

    [Fact]
    public void A_touched_file_is_the_same_file()
    {
        Run();
        File.SetLastWriteTimeUtc(_runs.PathOf("src/a.txt"), DateTime.UtcNow.AddDays(-3));
        Run();
        Assert.Equal("one", _runs.Took());
    }

    [Fact]
    public void What_a_link_leads_to_counts_through_a_chain_of_links()
    {
        _runs.Write("shared/x.txt", "one");
        File.CreateSymbolicLink(_runs.PathOf("middle"), "shared/x.txt");
        File.Delete(_runs.PathOf("src/a.txt"));
        File.CreateSymbolicLink(_runs.PathOf("src/a.txt"), "../middle");
        Run();
        Run();
        Assert.Equal("one", _runs.Took());
        _runs.Write("shared/x.txt", "two");
        Run();
        Assert.Equal("two", _runs.Took());
    }

    [Fact]
    public void What_lies_behind_a_link_to_a_folder_counts_and_a_circle_ends()
    {
        _runs.Write("vendor/lib/x.txt", "one");
        Directory.CreateSymbolicLink(_runs.PathOf("src/vendor"), "../vendor");
        Directory.CreateSymbolicLink(_runs.PathOf("src/circle"), ".");
        File.CreateSymbolicLink(_runs.PathOf("src/self"), "self");
        Run();
        Run();
        Assert.Equal("one", _runs.Took());
        _runs.Write("vendor/lib/x.txt", "two");
        Run();
        Assert.Equal("one", _runs.Took());
        Run();
        Assert.Equal("", _runs.Took());
    }

    [Fact]
    public void A_folder_that_is_named_and_is_a_link_counts()
    {
        _runs.Write("elsewhere/a.txt", "one");
        Directory.CreateSymbolicLink(_runs.PathOf("linked"), "elsewhere");
        void Define(PipelineBuilder build) => build.Target("Read").Inputs("linked/**").Outputs().Run(run => _runs.Ran.Enqueue(_runs.Read("linked/a.txt")));
        _runs.Run(Define, "Read");
        _runs.Write("elsewhere/a.txt", "two");
        _runs.Run(Define, "Read");
        Assert.Equal("one two", _runs.Took());
    }

    [Fact]
    public void A_name_that_is_no_text_is_never_taken_for_known()
    {
        Shell("printf one > \"src/$(printf '\\377')\"");
        Run();
        Shell("printf two > \"src/$(printf '\\377')\"");
        Run();
        Assert.Equal("one one", _runs.Took());

        // Nor can this program remove it.
        Shell("rm src/*");
    }

    [Fact]
    public void What_a_killed_run_left_beside_outputs_is_no_output_and_goes_in_time()
    {
        Run();
        var left = _runs.Write("out/.pipeline-0123456789abcdef0123456789abcdef.tmp", "half");
        _runs.Write("src/a.txt", "two");
        Run();
        _runs.Write("src/a.txt", "one");
        File.SetLastWriteTimeUtc(left, DateTime.UtcNow.AddDays(-1));
        Run();
        Assert.Equal("one two", _runs.Took());
        Assert.Equal(["a.txt"], Directory.EnumerateFiles(_runs.PathOf("out")).Select(Path.GetFileName));
    }

    [Fact]
    public void What_another_target_writes_before_it_without_an_edge_is_seen()
    {
        var text = "1";
        void Define(PipelineBuilder build)
        {
            var format = build.Target("Format").Run(run => _runs.Write("src/a.txt", text));
            var read = build.Target("Read").Inputs("src/**").Outputs().After(format).Run(run => _runs.Ran.Enqueue(_runs.Read("src/a.txt")));
            build.Target("All").DependsOn(format, read).Run(_ => { });
        }

        _runs.Run(Define, "All");
        _runs.Run(Define, "All");
        text = "2";
        _runs.Run(Define, "All");
        Assert.Equal("1 2", _runs.Took());
    }

    private void Run() => _runs.Run(build => Read(build, _runs), "Read");

    private static void Read(PipelineBuilder build, StoredRuns runs) => build.Target("Read").Inputs("src/**").Outputs("out/**").Run(run =>
    {
        var text = runs.Read("src/a.txt");
        runs.Ran.Enqueue(text);
        runs.Write("out/a.txt", text);
    });

    private void Shell(string command)
    {
        using var process = Process.Start(new ProcessStartInfo("sh", ["-c", command]) { WorkingDirectory = _runs.Root }) ?? throw new InvalidOperationException();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    // Long after the files were written: what the system says of a file is trusted then.
    private sealed class LaterClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + TimeSpan.FromHours(1);
    }
}
