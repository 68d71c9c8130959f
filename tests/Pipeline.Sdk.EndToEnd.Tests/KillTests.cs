namespace Pipeline.Sdk.EndToEnd.Tests;

/// <summary>The engine is killed between any two steps; a rerun converges to one live release, and nothing is left behind.</summary>
public sealed class KillTests
{
    private const int HostAndTwoInstances = 3;

    [Theory]
    [InlineData("Begin")]
    [InlineData("Store", Traits = ["Category", "Long"])]
    [InlineData("Start")]
    [InlineData("Switch")]
    [InlineData("ReadBack")]
    [InlineData("Succeeded", Traits = ["Category", "Long"])]
    public async Task A_rerun_after_a_kill_brings_the_deployment_to_its_end(string step)
    {
        await using var stage = new Stage();
        stage.LayOutRelease("1.0.0");
        stage.LayOutRelease("2.0.0");
        var url = Stage.UrlOf((await stage.DeployAsync("1.0.0")).MustBe(0));

        (await stage.DeployAsync("2.0.0", ("FIXTURE_KILL_AT", step))).MustBe(137);
        Assert.Equal(step is "ReadBack" or "Succeeded" ? "2.0.0" : "1.0.0", await Stage.GetAsync(url));

        (await stage.DeployAsync("2.0.0")).MustBe(0);
        Assert.Equal("2.0.0", await Stage.GetAsync(url));
        (await stage.RunAsync(["Status", "--env", "staging"])).MustBe(0).MustSay("live      2.0.0", "previous  1.0.0");

        // The live release and the one before it, two instances each, and the host: no orphan.
        await Eventually.BeTrueAsync("no orphan is left", () => stage.Processes().Count == HostAndTwoInstances + 2);

        // The way back still knows where it leads.
        (await stage.RunAsync(["Rollback", "--env", "staging"])).MustBe(0).MustSay("Rolled back from 2.0.0 to 1.0.0");
        Assert.Equal("1.0.0", await Stage.GetAsync(url));
    }

    [Theory]
    [InlineData("Begin")]
    [InlineData("Start")]
    [InlineData("Switch")]
    public async Task The_very_first_deployment_survives_a_kill_too(string step)
    {
        await using var stage = new Stage();
        stage.LayOutRelease("1.0.0");

        (await stage.DeployAsync("1.0.0", ("FIXTURE_KILL_AT", step))).MustBe(137);

        var again = (await stage.DeployAsync("1.0.0")).MustBe(0);
        Assert.Equal("1.0.0", await Stage.GetAsync(Stage.UrlOf(again)));
        await Eventually.BeTrueAsync("no orphan is left", () => stage.Processes().Count == HostAndTwoInstances);
    }

    [Fact]
    public async Task A_killed_rollback_is_brought_to_its_end_by_the_next_one()
    {
        await using var stage = new Stage();
        stage.LayOutRelease("1.0.0");
        stage.LayOutRelease("2.0.0");
        var url = Stage.UrlOf((await stage.DeployAsync("1.0.0")).MustBe(0));
        (await stage.DeployAsync("2.0.0")).MustBe(0);

        (await stage.RunAsync(["Rollback", "--env", "staging"], ("FIXTURE_KILL_AT", "Switch"))).MustBe(137);
        Assert.Equal("2.0.0", await Stage.GetAsync(url));

        (await stage.RunAsync(["Rollback", "--env", "staging"])).MustBe(0).MustSay("Rolled back from 2.0.0 to 1.0.0");
        Assert.Equal("1.0.0", await Stage.GetAsync(url));
    }
}
