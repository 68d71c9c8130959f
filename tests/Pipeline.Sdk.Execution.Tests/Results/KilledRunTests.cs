namespace Pipeline.Sdk.Execution.Tests.Results;

/// <summary>A process is killed at many points: what it leaves in the store is right or not there.</summary>
public sealed class KilledRunTests
{
    [Fact]
    public void A_run_that_is_killed_while_it_stores_leaves_no_wrong_result() => KillsWhileStoring([0, 2, 6, 12, 20, 23, 25]);

    [Fact]
    [Trait("Category", "Long")]
    public void The_same_after_every_single_file() => KillsWhileStoring([.. Enumerable.Range(0, 32), .. Enumerable.Range(0, 32)]);

    [Fact]
    public void A_run_that_is_killed_while_it_puts_files_back_is_made_good_by_the_next()
    {
        using var checkout = new ResultsFixture { Size = 200_000 };
        checkout.Write("src/a.txt", "one");
        checkout.Run("Report");
        checkout.Took();
        var killed = 0;
        foreach (var count in (int[])[0, 1, 5, 12, 18])
        {
            Directory.Delete(checkout.PathOf("out"), recursive: true);
            killed += checkout.Kill(() => checkout.Count("out") > count, "Pack") ? 1 : 0;
            Assert.Equal("", checkout.Took());

            checkout.Run("Pack");

            Assert.Equal("", checkout.Took());
            checkout.HasOutputsOf("one");
        }

        Assert.True(killed > 0, "Every run was done before it could be killed.");
        Assert.Empty(StoreCheck.Faults(checkout.Cache));
    }

    private static void KillsWhileStoring(int[] points)
    {
        using var checkout = new ResultsFixture();
        checkout.Write("src/a.txt", "begin");
        checkout.Run("Report");
        var killed = 0;
        for (var round = 0; round < points.Length; round++)
        {
            var text = "round " + round;
            checkout.Write("src/a.txt", text);
            checkout.Took();
            var before = checkout.Count(".pipeline/cache");
            killed += checkout.Kill(() => File.Exists(checkout.PathOf("ran.txt")) && checkout.Count(".pipeline/cache") >= before + points[round], "Report") ? 1 : 0;
            Assert.Empty(StoreCheck.Faults(checkout.Cache));

            checkout.Run("Report");
            checkout.HasOutputsOf(text);
            checkout.Took();
            Directory.Delete(checkout.PathOf("out"), recursive: true);
            File.Delete(checkout.PathOf("report.txt"));
            checkout.Run("Report", "Pack");

            Assert.Equal("", checkout.Took());
            checkout.HasOutputsOf(text);
        }

        Assert.True(killed > points.Length / 3, $"Only {killed} of {points.Length} runs could be killed before they were done.");
        Assert.Empty(StoreCheck.Faults(checkout.Cache));
    }
}
