namespace Pipeline.Sdk.Execution.Tests.Results;

/// <summary>A store that is full, that cannot be written, that lies on another file system.</summary>
public sealed class HostileDiskTests
{
    [Fact]
    public void A_full_disk_keeps_nothing_and_breaks_nothing()
    {
        using var checkout = new ResultsFixture { Size = 200_000 };
        using (SmallDisk.Mount(checkout.Cache))
        {
            checkout.Write("src/a.txt", "one");
            var text = checkout.Run("Report");
            Assert.Contains("its result cannot be kept", text, StringComparison.Ordinal);
            checkout.HasOutputsOf("one");
            Assert.Equal("Pack Report", checkout.Took());
            Assert.Empty(StoreCheck.Faults(checkout.Cache));
            checkout.Run("Report");
            Assert.StartsWith("Pack", checkout.Took(), StringComparison.Ordinal);
            checkout.HasOutputsOf("one");
            Assert.Empty(StoreCheck.Faults(checkout.Cache));
        }
    }

    [Fact]
    public void A_full_checkout_fails_the_target_whose_files_cannot_be_put_back_and_leaves_no_half()
    {
        using var runs = new StoredRuns();
        runs.Write("src/a.txt", "one");
        void Define(PipelineBuilder build) => build.Target("Big").Inputs("src/**").Outputs("out/**").Run(run =>
        {
            runs.Ran.Enqueue("Big");
            runs.Write("out/big", new string('x', 2_000_000));
        });
        runs.Run(Define, "Big");
        Directory.Delete(runs.PathOf("out"), recursive: true);
        using (SmallDisk.Mount(runs.PathOf("out")))
        {
            var failed = runs.Run(Define, "Big");
            Assert.Equal(ExitCodes.Failed, failed.ExitCode);
            Assert.Equal("PIPE0464", Assert.Single(failed.Steps).Code);
            Assert.Empty(Directory.EnumerateFileSystemEntries(runs.PathOf("out")));
        }

        Assert.Equal(ExitCodes.Done, runs.Run(Define, "Big").ExitCode);
        Assert.Equal(2_000_000, new FileInfo(runs.PathOf("out/big")).Length);
        Assert.Equal("Big", runs.Took());
    }

    [Fact]
    public void A_store_on_another_file_system_serves_also_when_it_can_only_be_read()
    {
        using var checkout = new ResultsFixture { Files = 5, Size = 1000 };
        using var disk = SmallDisk.Mount(checkout.Cache);
        checkout.Write("src/a.txt", "one");
        checkout.Run("Report");
        checkout.Took();
        Directory.Delete(checkout.PathOf("out"), recursive: true);
        checkout.Run("Pack");
        Assert.Equal("", checkout.Took());
        checkout.HasOutputsOf("one");

        disk.MakeReadOnly();
        checkout.Write("src/a.txt", "two");
        var text = checkout.Run("Report");
        Assert.Contains("its result cannot be kept", text, StringComparison.Ordinal);
        Assert.Equal("Pack Report", checkout.Took());
        checkout.HasOutputsOf("two");

        checkout.Write("src/a.txt", "one");
        checkout.Run("Report", "Pack");
        Assert.Equal("", checkout.Took());
        checkout.HasOutputsOf("one");
    }

    [Fact]
    public void What_lies_in_the_checkout_is_not_believed_where_it_could_not_be_noted()
    {
        using var runs = new StoredRuns();
        var text = "one";
        void Define(PipelineBuilder build) => build.Target("Silent").Inputs("src/**").Run(run => runs.Ran.Enqueue(text));
        runs.Write("src/a.txt", text);
        using var disk = SmallDisk.Mount(runs.Cache);
        runs.Run(Define, "Silent");
        disk.MakeReadOnly();
        text = "two";
        runs.Write("src/a.txt", text);

        var refused = runs.Run(Define, "Silent");

        Assert.Equal("PIPE0471", Assert.Single(refused.Steps).Code);
        Assert.Equal("one", runs.Took());
    }
}
