using System.Text.Json;

namespace Pipeline.Sdk.Tests;

/// <summary>What is known of earlier runs.</summary>
public sealed class HistoryTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void Runs_lists_earlier_runs_the_newest_first()
    {
        _place.Run(Define, "Test");
        _place.Run(Define, "Bad");

        var lines = _place.Run(Define, "Runs").Output.Split('\n').Where(line => line.Contains('Z', StringComparison.Ordinal) && line.StartsWith("Runs | 2", StringComparison.Ordinal)).ToList();

        Assert.Equal(2, lines.Count);
        Assert.Contains("failed", lines[0], StringComparison.Ordinal);
        Assert.EndsWith("Test", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_that_cannot_be_read_is_a_warning_and_the_others_are_listed()
    {
        _place.Run(Define, "Test");
        _place.Write(".pipeline/runs/20200101-000000-1/run.json", "{ half");

        var output = _place.Run(Define, "Runs").Output;

        Assert.Contains("warning: the record of 20200101-000000-1 cannot be read", output, StringComparison.Ordinal);
        Assert.Contains("succeeded  Test", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Durations_writes_the_file_that_the_next_plan_splits_by()
    {
        _place.Run(Define, "Test");
        Assert.Equal(0, _place.Run(Define, "Durations").ExitCode);

        using var file = JsonDocument.Parse(File.ReadAllText(_place.PathOf(".pipeline/durations.json")));
        Assert.Equal(["Test:A", "Test:B", "Test:C"], file.RootElement.EnumerateObject().Select(step => step.Name));
        _place.Write(".pipeline/durations.json", "{ \"Test:A\": 60, \"Test:B\": 20, \"Test:C\": 20 }");
        var plan = _place.Run(Define, "--plan", "Test", "--shard", "1/2").Output;
        Assert.Contains("run       Test:A", plan, StringComparison.Ordinal);
        Assert.Equal(2, plan.Split("belongs to part 2/2 of --shard").Length - 1);
    }

    [Fact]
    public void Durations_without_a_record_says_what_to_run_first() =>
        Assert.Contains("PIPE0232", _place.Run(Define, "Durations").Output, StringComparison.Ordinal);

    [Theory]
    [InlineData("{ \"Test:A\": ", "(1,")]
    [InlineData("{\n  \"Test:A\": \"slow\" }", "(2,13)")]
    [InlineData("[]", "(1,1)")]
    public void A_corrupt_history_is_told_with_its_place(string text, string place)
    {
        _place.Write(".pipeline/durations.json", text);

        var outcome = _place.Run(Define, "--plan", "Test");

        Assert.Equal(["PIPE0231"], outcome.Codes);
        Assert.Contains(".pipeline/durations.json" + place, outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_record_names_what_a_run_was_made_with()
    {
        _place.Run(build => build.Default(build.Target("Ask").Retry(2).Run(run => run.Tool("git", "--version"))));

        var folder = Assert.Single(Directory.GetDirectories(_place.PathOf(".pipeline/runs")));
        using var record = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "run.json")));
        var git = Assert.Single(record.RootElement.GetProperty("tools").EnumerateArray());
        Assert.Equal("git", git.GetProperty("name").GetString());
        Assert.StartsWith("git version", git.GetProperty("version").GetString(), StringComparison.Ordinal);
        Assert.Equal(1, record.RootElement.GetProperty("steps")[0].GetProperty("attempts").GetInt32());
        Assert.Equal(Environment.Version.ToString(), record.RootElement.GetProperty("runtime").GetString());
    }

    private static void Define(PipelineBuilder build)
    {
        var shard = build.Partition("shard", 2);
        build.Target("Test").ForEach(["A", "B", "C"], name => name).Partition(shard).Run((_, name) => name);
        build.Target("Bad").Run(_ => throw new StepFailedException("TEST0001", "no"));
    }
}
