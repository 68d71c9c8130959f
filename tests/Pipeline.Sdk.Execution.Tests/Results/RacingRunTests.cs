namespace Pipeline.Sdk.Execution.Tests.Results;

/// <summary>Two processes in one checkout, at the same entry of the store.</summary>
public sealed class RacingRunTests
{
    [Fact]
    public void Two_runs_that_store_one_result_both_succeed_and_so_do_two_that_put_it_back()
    {
        using var checkout = new ResultsFixture();
        for (var round = 0; round < 3; round++)
        {
            var text = "round " + round;
            checkout.Write("src/a.txt", text);
            Both(checkout);
            Assert.Empty(StoreCheck.Faults(checkout.Cache));
            checkout.Took();

            Directory.Delete(checkout.PathOf("copy"), recursive: true);
            Both(checkout);

            Assert.Equal("", checkout.Took());
            Assert.Equal(text, checkout.Read("copy/src/a.txt"));
            Assert.Empty(StoreCheck.Faults(checkout.Cache));
        }
    }

    private static void Both(ResultsFixture checkout)
    {
        using var one = checkout.Start("Copy");
        using var other = checkout.Start("Copy");
        var ending = Task.Run(() => ResultsFixture.End(other));
        var (exitCode, text) = ResultsFixture.End(one);
        Assert.True(exitCode == 0, text);
        (exitCode, text) = ending.GetAwaiter().GetResult();
        Assert.True(exitCode == 0, text);
    }
}
