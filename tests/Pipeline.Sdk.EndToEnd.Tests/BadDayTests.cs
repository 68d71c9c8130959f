using System.Net;
using System.Net.Sockets;

namespace Pipeline.Sdk.EndToEnd.Tests;

/// <summary>What a deployment must survive: whatever fails, what worked before still works.</summary>
public sealed class BadDayTests
{
    [Fact]
    public async Task A_release_that_starts_and_dies_is_told_with_its_own_last_words_and_the_old_one_keeps_serving()
    {
        await using var stage = await LiveAsync();

        (await stage.Stage.DeployAsync("2.0.0", ("FIXTURE_DIE", "cannot find the warehouse")))
            .MustBe(1).MustSay("PIPE0630", "cannot find the warehouse", "Release 1.0.0 keeps serving");
        await stage.MustStillServeAsync();
    }

    [Fact]
    public async Task A_release_that_never_becomes_healthy_is_given_up_and_the_old_one_keeps_serving()
    {
        await using var stage = await LiveAsync();

        (await stage.Stage.DeployAsync("2.0.0", ("FIXTURE_UNHEALTHY", "1"), ("FIXTURE_READY_WITHIN", "3")))
            .MustBe(1).MustSay("PIPE0631", "503", "Release 1.0.0 keeps serving");
        await stage.MustStillServeAsync();
    }

    [Fact]
    public async Task A_release_that_answers_the_wrong_version_gets_no_traffic()
    {
        await using var stage = await LiveAsync();

        (await stage.Stage.DeployAsync("2.0.0", ("FIXTURE_VERSION", "9.9.9")))
            .MustBe(1).MustSay("PIPE0632", "9.9.9", "Release 1.0.0 keeps serving");
        await stage.MustStillServeAsync();
    }

    [Fact]
    public async Task A_port_that_is_taken_is_named_before_anything_is_started()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        await using var stage = new Stage();
        stage.LayOutRelease("1.0.0");

        (await stage.DeployAsync("1.0.0", ("FIXTURE_PORT", port))).MustBe(1).MustSay("PIPE0813", port);

        taken.Stop();
        var second = (await stage.DeployAsync("1.0.0", ("FIXTURE_PORT", port))).MustBe(0).MustSay(":" + port);
        Assert.Equal("1.0.0", await Stage.GetAsync(Stage.UrlOf(second)));
    }

    [Fact]
    public async Task A_second_deployment_is_refused_while_one_is_under_way_and_names_the_first()
    {
        await using var stage = await LiveAsync();

        var (first, output) = stage.Stage.Start(
            "dotnet",
            [Programs.Pipeline, "Deploy", "--env", "staging", "--release-version", "2.0.0"],
            ("FIXTURE_UNHEALTHY", "1"),
            ("FIXTURE_READY_WITHIN", "15"));
        using (first)
        {
            await Eventually.BeTrueAsync("the first waits for its instances", () => output().Contains("waiting until it is ready", StringComparison.Ordinal));
            (await stage.Stage.DeployAsync("2.0.0")).MustBe(3).MustSay("PIPE0611", $"process {first.Id}", "Deploy of run");
            await first.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        await stage.MustStillServeAsync();
        (await stage.Stage.DeployAsync("2.0.0")).MustBe(0);
    }

    [Fact]
    public async Task A_failing_migration_stops_before_the_deployment_and_leaves_schema_and_release_alone()
    {
        await using var stage = await LiveAsync();
        var database = Path.Combine(stage.Stage.EnvironmentFolder, "data", "shop.db");
        var before = await File.ReadAllBytesAsync(database, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            Path.Combine(stage.Stage.Root, "migrations", "V0002__broken.up.sql"),
            "CREATE TABLE more (id INTEGER);\nINSERT INTO nowhere VALUES (1);\n",
            TestContext.Current.CancellationToken);

        (await stage.Stage.DeployAsync("2.0.0")).MustBe(1).MustSay("V0002__broken.up.sql", "nowhere", "rests on Migrate, which failed");

        Assert.Equal(before, await File.ReadAllBytesAsync(database, TestContext.Current.CancellationToken));
        await stage.MustStillServeAsync();
    }

    [Fact]
    public async Task A_disk_that_fills_up_while_the_release_is_stored_leaves_no_half_release()
    {
        await using var disk = await SmallDisk.MountAsync(megabytes: 40);
        await using var stage = await LiveAsync(disk.Path);
        await File.WriteAllBytesAsync(Path.Combine(stage.Stage.Root, "release", "2.0.0", "big.bin"), new byte[60_000_000], TestContext.Current.CancellationToken);

        (await stage.Stage.DeployAsync("2.0.0")).MustBe(1).MustSay("PIPE0622", "keeps serving");

        Assert.Single(Directory.GetDirectories(Path.Combine(stage.Stage.EnvironmentFolder, "releases")));
        await stage.MustStillServeAsync();
    }

    [Fact]
    public async Task A_cancelled_deployment_stops_what_it_started_and_the_old_release_keeps_serving()
    {
        await using var stage = await LiveAsync();
        var before = stage.Stage.Processes();

        var (deploy, output) = stage.Stage.Start(
            "dotnet",
            [Programs.Pipeline, "Deploy", "--env", "staging", "--release-version", "2.0.0"],
            ("FIXTURE_UNHEALTHY", "1"),
            ("FIXTURE_READY_WITHIN", "60"));
        using (deploy)
        {
            await Eventually.BeTrueAsync("it waits for its instances", () => output().Contains("waiting until it is ready", StringComparison.Ordinal));
            using var kill = System.Diagnostics.Process.Start("kill", ["-TERM", deploy.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
            await deploy.WaitForExitAsync(TestContext.Current.CancellationToken);
            new Outcome(deploy.ExitCode, output()).MustBe(130).MustSay("Deploy   cancelled");
        }

        await Eventually.BeTrueAsync("only the old instances are left", () => stage.Stage.Processes().SequenceEqual(before));
        await stage.MustStillServeAsync();
    }

    [Fact]
    public async Task A_rollback_works_although_the_host_was_killed()
    {
        await using var stage = await LiveAsync();
        (await stage.Stage.DeployAsync("2.0.0")).MustBe(0);
        var status = (await stage.Stage.RunAsync(["Status", "--env", "staging"])).MustBe(0);
        var host = status.Output.Split("host process ")[1].Split(' ')[0];
        using (var kill = System.Diagnostics.Process.Start("kill", ["-KILL", host]))
            await kill.WaitForExitAsync(TestContext.Current.CancellationToken);

        (await stage.Stage.RunAsync(["Rollback", "--env", "staging"])).MustBe(0).MustSay("Rolled back from 2.0.0 to 1.0.0");
        await stage.MustStillServeAsync();
    }

    /// <summary>A stage on which 1.0.0 is live and 2.0.0 is laid out.</summary>
    private static async Task<LiveStage> LiveAsync(string? state = null)
    {
        var stage = new Stage(state);
        stage.LayOutRelease("1.0.0");
        stage.LayOutRelease("2.0.0");
        var url = Stage.UrlOf((await stage.DeployAsync("1.0.0")).MustBe(0));
        return new LiveStage(stage, url);
    }

    private sealed record LiveStage(Stage Stage, string Url) : IAsyncDisposable
    {
        public async Task MustStillServeAsync()
        {
            Assert.Equal("1.0.0", await Stage.GetAsync(Url));
            (await Stage.RunAsync(["Status", "--env", "staging"])).MustBe(0).MustSay("live      1.0.0");
        }

        public ValueTask DisposeAsync() => Stage.DisposeAsync();
    }
}
