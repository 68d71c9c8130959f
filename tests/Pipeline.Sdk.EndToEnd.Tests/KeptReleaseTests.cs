namespace Pipeline.Sdk.EndToEnd.Tests;

/// <summary>A release that was built before and is still stored is deployed without being built again.</summary>
public sealed class KeptReleaseTests
{
    [Fact]
    public async Task An_older_release_goes_live_again_and_is_promoted_without_its_package()
    {
        await using var stage = await RolloutTests.LiveAsync();
        var digest = stage.Journal("Succeeded").Single().GetProperty("digest").GetString() ?? "";
        (await stage.DeployAsync("2.0.0")).MustBe(0);
        Directory.Delete(Path.Combine(stage.Root, "release"), recursive: true);

        var plan = (await stage.RunAsync(["Deploy", "--env", "staging", "--release", "1.0.0", "--plan"])).MustBe(0);
        plan.MustSay("result from what staging keeps: 1.0.0");
        (await stage.RunAsync(["Deploy", "--env", "staging", "--release", "1.0.0", "--export-results", Path.Combine(stage.Root, "results.tar.gz")])).MustBe(0).MustSay($"Release 1.0.0 ({digest}) is live at");
        Assert.Equal("1.0.0", await Stage.GetAsync(stage.Url));

        // Production asks for a way back.
        await File.WriteAllTextAsync(Path.Combine(stage.Root, "migrations", "V0001__create_orders.down.sql"), "DROP TABLE orders;\n", TestContext.Current.CancellationToken);

        // Its own environment has never seen it: what staging keeps is promoted, file by file the same.
        var promoted = (await stage.RunAsync(["Deploy", "--env", "production", "--release", digest, "--yes"])).MustBe(0).MustSay($"Release 1.0.0 ({digest}) is live at");
        Assert.Equal("1.0.0", await Stage.GetAsync(Stage.UrlOf(promoted)));
        (await stage.RunAsync(["Stop", "--env", "production", "--yes"])).MustBe(0);
    }

    [Fact]
    public async Task A_kept_release_is_promoted_by_what_became_of_it_and_not_by_the_commit_of_today()
    {
        await using var stage = new Stage();
        stage.Variables["FIXTURE_PROMOTED"] = "1";
        await File.WriteAllTextAsync(Path.Combine(stage.Root, "migrations", "V0001__create_orders.down.sql"), "DROP TABLE orders;\n", TestContext.Current.CancellationToken);
        Commit(stage, 'a');
        await RolloutTests.LiveAsync(stage);
        (await stage.DeployAsync("3.0.0", ("FIXTURE_DIE", "broken"))).MustBe(1);
        Commit(stage, 'b');

        var refused = (await stage.RunAsync(["Deploy", "--env", "production", "--release", "3.0.0", "--yes"])).MustBe(3);
        refused.MustSay("PIPE0603", "Release 3.0.0 (sha256:", "has not succeeded in 'staging'; it failed there at");
        Assert.DoesNotContain("started", refused.Output, StringComparison.Ordinal);

        (await stage.RunAsync(["Deploy", "--env", "production", "--release", "1.0.0", "--yes"])).MustBe(0).MustSay("Promoting release 1.0.0");
        (await stage.RunAsync(["Stop", "--env", "production", "--yes"])).MustBe(0);
    }

    [Fact]
    public async Task A_release_that_is_not_kept_is_refused_before_anything_runs()
    {
        await using var stage = await RolloutTests.LiveAsync();

        var refused = (await stage.RunAsync(["Deploy", "--env", "staging", "--release", "7.0.0"])).MustBe(2);

        refused.MustSay("PIPE0652", "--release 7.0.0 is no release of 'shop' that this machine keeps", "Kept are: 1.0.0 (sha256:");
        Assert.DoesNotContain("started", refused.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_version_that_several_builds_have_asks_for_one_of_them()
    {
        await using var stage = await RolloutTests.LiveAsync();
        stage.LayOutRelease("2.0.0+one");
        stage.LayOutRelease("2.0.0+two");
        (await stage.DeployAsync("2.0.0+one")).MustBe(0);
        (await stage.DeployAsync("2.0.0+two")).MustBe(0);

        var refused = (await stage.RunAsync(["Deploy", "--env", "staging", "--release", "2.0.0"])).MustBe(2);
        refused.MustSay("PIPE0653", "2.0.0+one (sha256:", "2.0.0+two (sha256:");
        Assert.Equal("2.0.0+two", await Stage.GetAsync(stage.Url));

        (await stage.RunAsync(["Deploy", "--env", "staging", "--release", "2.0.0+one"])).MustBe(0);
        Assert.Equal("2.0.0+one", await Stage.GetAsync(stage.Url));
    }

    [Theory]
    [InlineData("release.txt", 1, "PIPE0621")]
    [InlineData("provenance", 1, "PIPE0650")]
    [InlineData("record", 2, "PIPE0654")]
    public async Task A_kept_release_that_was_changed_is_refused(string what, int exitCode, string code)
    {
        await using var stage = await RolloutTests.LiveAsync();
        (await stage.DeployAsync("2.0.0")).MustBe(0);
        var digest = (stage.AllJournal()[0].GetProperty("digest").GetString() ?? "")["sha256:".Length..];
        var records = Path.Combine(stage.EnvironmentFolder, "release-records");
        await File.AppendAllTextAsync(
            what switch
            {
                "provenance" => Path.Combine(records, digest + ".intoto.json"),
                "record" => Path.Combine(records, digest + ".json"),
                _ => Path.Combine(stage.EnvironmentFolder, "releases", digest, what),
            },
            "x",
            TestContext.Current.CancellationToken);

        (await stage.RunAsync(["Deploy", "--env", "staging", "--release", "1.0.0"])).MustBe(exitCode).MustSay(code);

        Assert.Equal("2.0.0", await Stage.GetAsync(stage.Url));
    }

    // What is checked out, as git writes it down.
    private static void Commit(Stage stage, char digit)
    {
        var git = Directory.CreateDirectory(Path.Combine(stage.Root, ".git"));
        File.WriteAllText(Path.Combine(git.FullName, "HEAD"), new string(digit, 40) + "\n");
    }
}
