namespace Pipeline.Sdk.Execution.Tests.Results;

/// <summary>What the store keeps, gives away and shows again.</summary>
public sealed class StoreTests
{
    [Fact]
    public void The_least_useful_result_goes_first_when_the_limit_is_reached()
    {
        using var runs = new StoredRuns();
        void Define(PipelineBuilder build)
        {
            foreach (var name in (string[])["A", "B", "C", "D"])
            {
                build.Target(name).Inputs("src/**").Outputs($"out/{name}").Run(run =>
                {
                    runs.Ran.Enqueue(run.Target);
                    runs.Write("out/" + run.Target, new string(run.Target[0], 100_000));
                });
            }
        }

        runs.Write("src/a.txt", "one");
        runs.Run(Define, "A", "B", "C");
        Assert.Equal(3, runs.Took().Split(' ').Length);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(runs.Cache, "results"), "*", SearchOption.AllDirectories))
            File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddDays(-9));

        // A and C are of use again, the one by what the checkout remembers, the other from the store.
        Assert.Equal(ExitCodes.Done, runs.Run(Define, "A").ExitCode);
        File.Delete(runs.PathOf("out/C"));
        runs.Run(Define, "C");
        Assert.Equal("", runs.Took());
        runs.Variables["PIPELINE_CACHE_LIMIT"] = "390000";
        runs.Run(Define, "D");
        Assert.Equal("D", runs.Took());
        Directory.Delete(runs.PathOf("out"), recursive: true);
        runs.Run(Define, "A", "C", "D");
        Assert.Equal("", runs.Took());
        runs.Run(Define, "B");
        Assert.Equal("B", runs.Took());
        Assert.Empty(StoreCheck.Faults(runs.Cache));
    }

    [Fact]
    public void A_result_under_another_name_is_none()
    {
        using var runs = new StoredRuns();
        void Define(PipelineBuilder build) => build.Target("A").Inputs("src/**").Outputs("out/**").Run(run =>
        {
            runs.Ran.Enqueue(runs.Read("src/a.txt"));
            runs.Write("out/a.txt", runs.Read("src/a.txt"));
        });
        string Only() => Directory.EnumerateFiles(Path.Combine(runs.Cache, "results"), "*", SearchOption.AllDirectories).Single();
        runs.Write("src/a.txt", "one");
        runs.Run(Define, "A");
        var (file, content) = (Only(), File.ReadAllBytes(Only()));
        File.Delete(file);
        runs.Write("src/a.txt", "two");
        runs.Run(Define, "A");
        File.WriteAllBytes(Only(), content);
        Directory.Delete(runs.PathOf("out"), recursive: true);

        runs.Run(Define, "A");

        Assert.Equal("one two two", runs.Took());
        Assert.Equal("two", runs.Read("out/a.txt"));
        Assert.Contains(runs.Warnings, warning => warning.Contains("is damaged", StringComparison.Ordinal));
    }

    [Fact]
    public void Two_runs_at_once_of_a_target_that_does_not_say_what_it_leaves_are_not_believed()
    {
        using var runs = new StoredRuns();
        void Define(PipelineBuilder build, Action work) => build.Target("Silent").Inputs("src/**").Run(run =>
        {
            runs.Ran.Enqueue(runs.Read("src/a.txt"));
            work();
        });
        runs.Write("src/a.txt", "one");

        // While one run works another one begins and ends, of other inputs; then those are back.
        runs.Run(
            build => Define(build, () =>
            {
                runs.Write("src/a.txt", "two");
                runs.Run(other => Define(other, () => { }), "Silent");
                runs.Write("src/a.txt", "one");
            }),
            "Silent");
        Assert.Equal("one two", runs.Took());
        runs.Run(build => Define(build, () => { }), "Silent");
        Assert.Equal("one", runs.Took());
    }

    [Fact]
    public void An_edit_right_after_a_file_was_put_back_is_seen()
    {
        using var runs = new StoredRuns();
        void Define(PipelineBuilder build) => build.Target("A").Inputs("src/**").Outputs("out/**").Run(run => runs.Write("out/a.txt", "made"));
        runs.Write("src/a.txt", "one");
        runs.Run(Define, "A");
        for (var round = 0; round < 30; round++)
        {
            File.Delete(runs.PathOf("out/a.txt"));
            runs.Run(Define, "A");
            runs.Write("out/a.txt", "MADE");
            runs.Run(Define, "A");
            Assert.Equal("made", runs.Read("out/a.txt"));
        }
    }

    [Fact]
    public void The_log_of_a_stored_result_is_shown_on_request()
    {
        using var checkout = new ResultsFixture();
        checkout.Write("src/a.txt", "größe 🎈");
        checkout.Run("Pack");
        Assert.DoesNotContain("packed größe", checkout.Run("Pack"), StringComparison.Ordinal);
        Assert.Contains("packed größe 🎈", checkout.Run("Pack", "--verbosity", "detailed"), StringComparison.Ordinal);
        Assert.Equal("Pack", checkout.Took());
    }
}
