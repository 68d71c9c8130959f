using System.Net;
using System.Net.Http.Json;
using System.Reflection;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Pipeline.Sdk.Migrations;

namespace Pipeline.Sdk.Dashboard.Tests;

public sealed class ServiceTests : IDisposable
{
    private readonly Place _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task Health_needs_the_database_and_the_schema_of_this_version()
    {
        await using var dashboard = await RunningDashboard.StartAsync(_place);

        Assert.Contains("does not exist or cannot be opened", await UnhealthyAsync(dashboard), StringComparison.Ordinal);
        Assert.False(File.Exists(_place.Database));

        await File.WriteAllBytesAsync(_place.Database, []);
        Assert.Contains("no such table: deployments", await UnhealthyAsync(dashboard), StringComparison.Ordinal);

        await _place.MigrateToAsync(2);
        Assert.Contains("no such table: deployment_outcomes", await UnhealthyAsync(dashboard), StringComparison.Ordinal);

        await _place.MigratedAsync();
        using var response = await dashboard.Client.GetAsync("/healthz");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("healthy", (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("status").GetString());
    }

    [Theory]
    [InlineData("/", "text/html")]
    [InlineData("/runs", "text/html")]
    [InlineData("/api/deployments", "application/problem+json")]
    public async Task Without_the_schema_everything_answers_503_with_the_reason(string path, string type)
    {
        await using var dashboard = await RunningDashboard.StartAsync(_place);
        using var response = await dashboard.Client.GetAsync(path);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal(type, response.Content.Headers.ContentType?.MediaType);
        Assert.Contains("Migrate target", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_version_is_the_one_compiled_in_whatever_the_host_says()
    {
        await using var dashboard = await RunningDashboard.StartAsync(
            _place, settings => settings with { ReleaseVersion = "9.9.9", ReleaseDigest = "sha256:abc", Instance = "2", Environment = "staging" });
        var answer = await dashboard.JsonAsync("/version");

        var compiledIn = typeof(DashboardSettings).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
        Assert.Equal(compiledIn, answer.GetProperty("version").GetString());
        Assert.Equal(
            ("sha256:abc", "2", "staging"),
            (answer.GetProperty("digest").GetString(), answer.GetProperty("instance").GetString(), answer.GetProperty("environment").GetString()));
    }

    [Fact]
    public async Task A_program_without_a_release_says_so()
    {
        await using var dashboard = await RunningDashboard.StartAsync(_place);

        Assert.Equal("unreleased", (await dashboard.JsonAsync("/version")).GetProperty("digest").GetString());
    }

    [Fact]
    public async Task The_down_scripts_undo_the_up_scripts()
    {
        await _place.MigratedAsync();
        using var connection = new SqliteConnection($"Data Source={_place.Database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        foreach (var script in MigrationFolder.Load(Place.Migrations).Scripts.Reverse())
        {
            command.CommandText = script.Down?.Text ?? throw new InvalidOperationException($"{script.File} has no down script.");
            command.ExecuteNonQuery();
        }

        command.CommandText = "SELECT group_concat(name) FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%'";
        Assert.Equal("pipeline_migrations,pipeline_migration_events", command.ExecuteScalar());
    }

    [Fact]
    public async Task Two_instances_share_one_database()
    {
        await _place.MigratedAsync();
        await using var blue = await RunningDashboard.StartAsync(_place);
        await using var green = await RunningDashboard.StartAsync(_place);
        await Parallel.ForEachAsync(Enumerable.Range(0, 200), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (number, _) =>
        {
            // Every id is reported to both.
            var instance = number % 2 == 0 ? blue : green;
            await instance.ReportAsync($"d{number / 2}");
        });

        Assert.Equal(100, (await blue.JsonAsync("/api/deployments?limit=500")).GetArrayLength());
        Assert.Equal(100, (await green.JsonAsync("/api/deployments?limit=500")).GetArrayLength());
        Assert.Contains("dashboard_deployments_total{environment=\"production\",outcome=\"succeeded\"} 100\n", await green.Client.GetStringAsync("/metrics"), StringComparison.Ordinal);
    }

    private static async Task<string> UnhealthyAsync(RunningDashboard dashboard)
    {
        using var response = await dashboard.Client.GetAsync("/healthz");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("reason").GetString() ?? "";
    }
}
