using Npgsql;
using Pipeline.Sdk.Migrations;

namespace Pipeline.Sdk.Dashboard.Tests;

/// <summary>The dashboard on PostgreSQL, with the rights that its migration gives it and no others.</summary>
[Trait("Category", "Integration")]
public sealed class PostgresTests : IAsyncLifetime
{
    private readonly string _root = Directory.CreateTempSubdirectory("pipeline-dashboard-pg-").FullName;
    private string _service = "";
    private string _admin = "";

    private LocalPostgres Server => new(Path.Combine(_root, "postgres"));

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(PostgresPrograms.Find("initdb") is not null, "PostgreSQL is not installed: ./build.sh TestTools installs it as root on Debian.");
        _admin = await Server.EnsureAsync("dashboard", CancellationToken.None);
        _service = await Server.EnsureLoginAsync("dashboard_service", "dashboard", CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (_admin.Length > 0) await Server.RemoveAsync(CancellationToken.None);
        Directory.Delete(_root, recursive: true);
    }

    [Fact]
    public async Task Reports_lists_counters_pages_and_health_are_as_on_sqlite()
    {
        await using var dashboard = await RunningDashboard.StartAsync(_service);
        var early = await dashboard.Client.GetAsync("/healthz");
        Assert.Equal(503, (int)early.StatusCode);
        Assert.Contains("Run the pipeline", await early.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        await MigrateAsync();
        Assert.True((await dashboard.Client.GetAsync("/healthz")).IsSuccessStatusCode);
        foreach (var outcome in new[] { "running", "succeeded" }) await dashboard.ReportAsync("d1", report => report["outcome"] = outcome);
        await dashboard.ReportAsync("d2", report => report["environment"] = "staging");
        await dashboard.ReportAsync("d3", report => { report["environment"] = "staging"; report.Remove("finishedAt"); });

        var all = await dashboard.JsonAsync("/api/deployments");
        Assert.Equal(["d3", "d2", "d1"], all.EnumerateArray().Select(deployment => deployment.GetProperty("id").GetString()));
        Assert.Equal(2, (await dashboard.JsonAsync("/api/deployments?environment=staging")).GetArrayLength());
        Assert.Contains("production", (await dashboard.MainAsync("/")).ToString(), StringComparison.Ordinal);
        Assert.NotNull(await dashboard.MainAsync("/runs"));
        var metrics = await dashboard.Client.GetStringAsync("/metrics");
        Assert.Contains("dashboard_deployments_total{environment=\"production\",outcome=\"succeeded\"} 1", metrics, StringComparison.Ordinal);
        Assert.Contains("dashboard_deployments_total{environment=\"staging\",outcome=\"succeeded\"} 2", metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_gone_is_a_503_without_address_and_account()
    {
        await MigrateAsync();
        await using var dashboard = await RunningDashboard.StartAsync(_service);
        await Server.StopAsync(CancellationToken.None);
        using var response = await dashboard.Client.GetAsync("/api/deployments");
        var text = await response.Content.ReadAsStringAsync();

        Assert.Equal(503, (int)response.StatusCode);
        Assert.DoesNotContain("127.0.0.1", text, StringComparison.Ordinal);
        Assert.DoesNotContain("dashboard_service", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_migration_leads_back_and_there_again()
    {
        var report = await new MigrationRehearsal().RehearseAsync(Folder(), Database(), new MigrationRun(), _ => { });

        Assert.NotEmpty(report.Migrations);
        Assert.All(report.Migrations, migration => Assert.True(migration.IsProven, $"{migration.File}: {string.Join("; ", migration.SchemaDifferences.Concat(migration.DataDifferences))}"));
    }

    private static MigrationFolder Folder() => MigrationFolder.Load(Path.Combine(Place.Migrations, "postgres"));

    private PostgresMigrationDatabase Database() => new(_admin, new PostgresMigrationOptions { ServiceRole = "dashboard_service", BackupFolder = Path.Combine(_root, "backups") });

    private Task<MigrationReport> MigrateAsync() => new Migrator().MigrateAsync(Folder(), Database(), new MigrationRun(), _ => { });
}
