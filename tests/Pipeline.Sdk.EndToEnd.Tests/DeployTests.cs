using System.Diagnostics;

namespace Pipeline.Sdk.EndToEnd.Tests;

/// <summary>The main job, with real processes behind the real router.</summary>
public sealed class DeployTests
{
    [Fact]
    public async Task A_release_goes_live_and_deploying_it_again_touches_no_instance()
    {
        await using var stage = new Stage();
        stage.LayOutRelease("1.0.0");

        var first = (await stage.DeployAsync("1.0.0")).MustBe(0).MustSay("Applying V0001", "is live at http://127.0.0.1:");
        var url = Stage.UrlOf(first);
        Assert.Equal("1.0.0", await Stage.GetAsync(url));
        var before = stage.Processes();

        var second = (await stage.DeployAsync("1.0.0")).MustBe(0).MustSay("is live already", "no instance was touched");
        Assert.Equal(url, Stage.UrlOf(second));
        Assert.Equal(before, stage.Processes());
    }

    [Fact]
    public async Task Two_services_of_one_run_go_live_one_after_the_other()
    {
        await using var stage = new Stage();
        stage.LayOutRelease("1.0.0");

        var both = (await stage.RunAsync(["Deploy", "DeployStock", "--env", "staging", "--release-version", "1.0.0", "--parallel", "4"])).MustBe(0);

        Assert.Equal(2, both.Output.Split("is live at http://127.0.0.1:").Length - 1);
        (await stage.RunAsync(["Status", "StatusStock", "--env", "staging"])).MustBe(0);
    }

    [Fact]
    public async Task The_engine_returns_although_the_host_lives_on_when_its_output_is_piped()
    {
        await using var stage = new Stage();
        stage.LayOutRelease("1.0.0");

        var (process, output) = stage.Start("sh", ["-c", "dotnet \"$0\" Deploy --env staging --release-version 1.0.0 | cat", Programs.Pipeline]);
        using (process)
        {
            using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            await process.WaitForExitAsync(deadline.Token);
            var outcome = new Outcome(process.ExitCode, output()).MustBe(0);
            Assert.Equal("1.0.0", await Stage.GetAsync(Stage.UrlOf(outcome)));
        }
    }

    [Fact]
    public async Task What_serves_outlives_a_clean_of_the_checkout()
    {
        await using var stage = new Stage();
        stage.LayOutRelease("1.0.0");
        var url = Stage.UrlOf((await stage.DeployAsync("1.0.0")).MustBe(0));

        Directory.Delete(Path.Combine(stage.Root, "release"), recursive: true);
        Directory.Delete(Path.Combine(stage.Root, ".pipeline"), recursive: true);

        Assert.Equal("1.0.0", await Stage.GetAsync(url));
        (await stage.RunAsync(["Status", "--env", "staging"])).MustBe(0).MustSay("live      1.0.0", "healthy");
    }

    [Fact]
    public async Task After_a_stop_nothing_runs_and_a_deployment_brings_it_back_at_the_same_address()
    {
        await using var stage = new Stage();
        stage.LayOutRelease("1.0.0");
        var url = Stage.UrlOf((await stage.DeployAsync("1.0.0")).MustBe(0));

        (await stage.RunAsync(["Stop", "--env", "staging"])).MustBe(0);
        await Eventually.BeTrueAsync("no process is left", () => stage.Processes().Count == 0);
        (await stage.RunAsync(["Status", "--env", "staging"])).MustBe(0).MustSay("Nothing runs in 'staging'");

        var again = (await stage.DeployAsync("1.0.0")).MustBe(0);
        Assert.Equal(url, Stage.UrlOf(again));
        Assert.Equal("1.0.0", await Stage.GetAsync(url));
    }

    [Fact]
    public async Task A_rollback_is_a_switch_to_the_warm_release_in_less_than_a_second_and_never_goes_forward_again()
    {
        await using var stage = new Stage();
        stage.LayOutRelease("1.0.0");
        stage.LayOutRelease("2.0.0");
        var url = Stage.UrlOf((await stage.DeployAsync("1.0.0")).MustBe(0));
        (await stage.DeployAsync("2.0.0")).MustBe(0);
        Assert.Equal("2.0.0", await Stage.GetAsync(url));

        var watch = Stopwatch.StartNew();
        var (process, output) = stage.Start("dotnet", [Programs.Pipeline, "Rollback", "--env", "staging"]);
        using (process)
        {
            await Eventually.BeTrueAsync("the engine has decided", () => output().Contains("Rollback | started", StringComparison.Ordinal));
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            new Outcome(process.ExitCode, output()).MustBe(0).MustSay("Rolled back from 2.0.0 to 1.0.0");
        }

        Assert.True(MillisecondsOf(output()) < 1000, output());
        Assert.Equal("1.0.0", await Stage.GetAsync(url));
        (await stage.RunAsync(["Rollback", "--env", "staging"])).MustBe(3).MustSay("PIPE0613");
        Assert.Equal("1.0.0", await Stage.GetAsync(url));
    }

    [Fact]
    public async Task A_rollback_to_a_release_that_is_no_longer_warm_starts_it_again()
    {
        await using var stage = new Stage();
        foreach (var version in (string[])["1.0.0", "2.0.0", "3.0.0"])
        {
            stage.LayOutRelease(version);
            (await stage.DeployAsync(version)).MustBe(0);
        }

        (await stage.RunAsync(["Rollback", "--env", "staging"])).MustBe(0).MustSay("to 2.0.0");
        var second = (await stage.RunAsync(["Rollback", "--env", "staging"])).MustBe(0).MustSay("Release 1.0.0 is no longer warm; starting it");
        var status = (await stage.RunAsync(["Status", "--env", "staging"])).MustBe(0).MustSay("live      1.0.0");
        Assert.Contains("Rolled back from 2.0.0 to 1.0.0", second.Output, StringComparison.Ordinal);
        Assert.Equal("1.0.0", await Stage.GetAsync(Stage.UrlOf(status)));
    }

    [Fact]
    public async Task A_rollback_goes_as_far_back_as_it_is_told_in_one_step()
    {
        await using var stage = new Stage();
        foreach (var version in (string[])["1.0.0", "2.0.0+4f2a", "3.0.0"])
        {
            stage.LayOutRelease(version);
            (await stage.DeployAsync(version)).MustBe(0);
        }

        (await stage.RunAsync(["Rollback", "--env", "staging", "--rollback-to", "2.1.0"])).MustBe(3).MustSay("PIPE0648", "cannot go back to '2.1.0'", "2.0.0+4f2a, 1.0.0");
        (await stage.RunAsync(["Rollback", "--env", "staging", "--rollback-to", "1.0.0"])).MustBe(0).MustSay("Rolled back from 3.0.0 to 1.0.0");

        // What lies between was rolled back too.
        (await stage.RunAsync(["Rollback", "--env", "staging"])).MustBe(3).MustSay("PIPE0613");
        var status = (await stage.RunAsync(["Status", "--env", "staging"])).MustBe(0).MustSay("live      1.0.0");
        Assert.Equal("1.0.0", await Stage.GetAsync(Stage.UrlOf(status)));
    }

    [Fact]
    public async Task The_dashboard_shows_its_own_deployment_on_the_first_row_and_the_run_behind_it()
    {
        await using var stage = new Stage();
        stage.Variables["FIXTURE_DASHBOARD"] = "1";
        // The dashboard says what was compiled into it, and whoever packaged last has stamped a version there.
        var version = FileVersionInfo.GetVersionInfo(Path.Combine(Programs.Dashboard, "Pipeline.Sdk.Dashboard.dll")).ProductVersion ?? "";
        stage.LayOutRelease(version, Programs.Dashboard);
        Directory.Delete(Path.Combine(stage.Root, "migrations"), recursive: true);
        Directory.CreateSymbolicLink(Path.Combine(stage.Root, "migrations"), Path.Combine(Programs.Dashboard, "migrations"));

        var deployed = (await stage.DeployAsync(version)).MustBe(0);
        var url = Stage.UrlOf(deployed);
        var rows = System.Net.WebUtility.HtmlDecode(await Stage.GetAsync(url + "/")).Split("<tr", StringSplitOptions.None);
        Assert.Contains(version, rows[2], StringComparison.Ordinal);
        Assert.Contains("succeeded", rows[2], StringComparison.OrdinalIgnoreCase);
        Assert.Contains("\"Deploy\"", await Stage.GetAsync(url + "/api/runs"), StringComparison.Ordinal);

        (await stage.DeployAsync(version)).MustBe(0).MustSay("no instance was touched");
        Assert.DoesNotContain("warning", deployed.Output, StringComparison.Ordinal);
    }

    // "…, 38 ms after the decision"
    private static int MillisecondsOf(string output)
    {
        var words = output[..output.IndexOf(" ms after the decision", StringComparison.Ordinal)].Split(' ');
        return int.Parse(words[^1], System.Globalization.CultureInfo.InvariantCulture);
    }
}
