using System.Diagnostics;
using System.Net;

namespace Pipeline.Sdk.EndToEnd.Tests;

/// <summary>The dashboard on the database that an option chooses, through the pipeline of a repository.</summary>
[Trait("Category", "Integration")]
public sealed class DatabaseSwitchTests
{
    [Fact]
    public async Task A_deployment_that_chooses_another_engine_moves_the_service_there_and_back()
    {
        Assert.SkipWhen(Migrations.PostgresPrograms.Find("initdb") is null, "PostgreSQL is not installed: ./build.sh TestTools installs it as root on Debian.");
        await using var stage = new Stage();
        stage.Variables["FIXTURE_DASHBOARD"] = "1";
        var version = FileVersionInfo.GetVersionInfo(Path.Combine(Programs.Dashboard, "Pipeline.Sdk.Dashboard.dll")).ProductVersion ?? "";
        stage.LayOutRelease(version, Programs.Dashboard);
        Directory.Delete(Path.Combine(stage.Root, "migrations"), recursive: true);
        Directory.CreateSymbolicLink(Path.Combine(stage.Root, "migrations"), Path.Combine(Programs.Dashboard, "migrations"));

        await DeployAsync(stage, version, "sqlite", "Applying V0001__create_deployments.up.sql");
        await DeployAsync(stage, version, "postgres", "is live with other variables", "Applying V0001__create_deployments.up.sql");
        await DeployAsync(stage, version, "postgres", "no instance was touched");

        // Looking at the other one moves nothing.
        (await stage.RunAsync(["MigratePlan", "--env", "staging"])).MustBe(0);
        (await stage.RunAsync(["MigrateRehearse", "--env", "staging"])).MustBe(0);
        Assert.Contains("Host=127.0.0.1", await ConnectionAsync(stage), StringComparison.Ordinal);
        await DeployAsync(stage, version, "sqlite", "is live with other variables", "is up to date");
    }

    // What serves holds the connection of the engine that was asked for, and answers from it.
    private static async Task DeployAsync(Stage stage, string version, string engine, params string[] says)
    {
        var deployed = (await stage.RunAsync(["Deploy", "--env", "staging", "--release-version", version, "--shop-db", engine])).MustBe(0).MustSay(says);
        Assert.Contains(version, WebUtility.HtmlDecode(await Stage.GetAsync(Stage.UrlOf(deployed) + "/")), StringComparison.Ordinal);
        Assert.Contains(engine == "sqlite" ? "shop.db" : "Host=127.0.0.1", await ConnectionAsync(stage), StringComparison.Ordinal);
    }

    private static Task<string> ConnectionAsync(Stage stage) => File.ReadAllTextAsync(Path.Combine(stage.EnvironmentFolder, "databases", "shop.connection"));
}
