using System.Text.Encodings.Web;
using System.Text.Json;

namespace Pipeline.Sdk.Delivery.Tests;

public sealed class DashboardReporterTests : IDisposable
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Machine _machine = new();

    [Fact]
    public async Task Ended_deployments_are_reported_with_the_token()
    {
        await using var dashboard = new StandInDashboard();
        var local = Journal(Entries.Whole("1", "1.0.0"));

        await Reporter(local).ReportAsync(dashboard.Url);

        var report = Assert.Single(dashboard.Reports);
        Assert.Equal(("POST /api/deployments", $"Bearer {local.Token("report")}", "application/json"), (report.Request, report.Authorization, report.ContentType));
        Assert.Equal(
            """
            {
              "id": "1",
              "service": "orders",
              "environment": "staging",
              "version": "1.0.0",
              "digest": "sha256:1.0.0",
              "actor": "ada",
              "commit": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
              "startedAt": "2026-11-23T03:15:00+00:00",
              "finishedAt": "2026-11-23T03:15:02+00:00",
              "durationMs": 2000,
              "outcome": "succeeded",
              "kind": "deploy",
              "message": null,
              "runId": "run-of-1"
            }
            """,
            Pretty(report.Body));
        Assert.Empty(_machine.Log.Warnings);
    }

    [Fact]
    public async Task Failures_and_rollbacks_are_told_apart_and_what_is_open_is_not_told()
    {
        await using var dashboard = new StandInDashboard();
        var local = Journal(
            Entries.Whole("1", "1.0.0", JournalStep.Failed)
                .Concat(Entries.Whole("2", "1.0.0", kind: DeploymentKind.Rollback))
                .Append(Entries.Entry("3", JournalStep.Switch))
                .Concat(Entries.Whole("4", "1.0.0", service: "billing")));

        await Reporter(local).ReportAsync(dashboard.Url);

        Assert.Equal(["1 failed deploy", "2 succeeded rollback"], dashboard.Reports.Select(report => $"{Text(report, "id")} {Text(report, "outcome")} {Text(report, "kind")}"));
    }

    [Fact]
    public async Task What_was_reported_is_not_reported_again()
    {
        await using var dashboard = new StandInDashboard();
        var local = Journal(Entries.Whole("1", "1.0.0"));
        await Reporter(local).ReportAsync(dashboard.Url);
        Journal(Entries.Whole("2", "2.0.0"));

        await Reporter(local).ReportAsync(dashboard.Url);

        Assert.Equal(["1", "2"], dashboard.Reports.Select(report => Text(report, "id")));
    }

    [Fact]
    public async Task A_dashboard_that_is_not_there_is_a_warning_only_and_is_told_the_next_time()
    {
        var local = Journal(Entries.Whole("1", "1.0.0"));
        var port = StandInDashboard.FreePort();
        await Reporter(local).ReportAsync($"http://127.0.0.1:{port}");

        var warning = Assert.Single(_machine.Log.Warnings);
        Assert.Contains($"The dashboard at http://127.0.0.1:{port} could not be told", warning, StringComparison.Ordinal);

        await using var dashboard = new StandInDashboard(port);
        Journal(Entries.Whole("2", "2.0.0"));
        await Reporter(local).ReportAsync(dashboard.Url);

        Assert.Equal(["1", "2"], dashboard.Reports.Select(report => Text(report, "id")));
        Assert.Single(_machine.Log.Warnings);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(500)]
    public async Task An_answer_that_is_no_success_is_a_warning_and_is_told_the_next_time(int status)
    {
        await using var dashboard = new StandInDashboard { Status = status };
        var local = Journal(Entries.Whole("1", "1.0.0"));
        await Reporter(local).ReportAsync(dashboard.Url);

        Assert.Contains($"it answered {status}: the answer", Assert.Single(_machine.Log.Warnings), StringComparison.Ordinal);

        dashboard.Status = 200;
        await Reporter(local).ReportAsync(dashboard.Url);

        Assert.Equal(["1", "1"], dashboard.Reports.Select(report => Text(report, "id")));
        Assert.Single(_machine.Log.Warnings);
    }

    [Fact]
    public async Task The_run_is_reported_after_its_end()
    {
        await using var dashboard = new StandInDashboard();
        await Reporter(Journal([])).ReportAsync(dashboard.Url);
        var record = _machine.PathOf("run.json");
        File.WriteAllText(
            record,
            """
            {
              "schema": 1, "id": "run-1", "state": "finished", "startedAt": "2026-11-23T03:15:00+00:00", "durationSeconds": 3.25, "exitCode": 0, "outcome": "succeeded",
              "actor": "ada", "machine": "tower", "ci": null, "commit": null, "environment": "staging", "targets": ["Deploy"], "parameters": [],
              "steps": [
                { "target": "Package", "why": "Deploy needs its output", "waitsFor": [], "outcome": "succeeded", "reason": null, "code": null, "durationSeconds": 1.5, "commands": [], "annotations": [] },
                { "target": "Deploy", "why": "asked for", "waitsFor": [0] }
              ]
            }
            """);

        Assert.Empty(dashboard.Reports);
        await Assert.Single(_machine.AfterRun)(record, TestContext.Current.CancellationToken);

        var report = Assert.Single(dashboard.Reports);
        Assert.Equal("POST /api/runs", report.Request);
        Assert.Equal(
            """
            {
              "id": "run-1",
              "targets": [
                "Deploy"
              ],
              "environment": "staging",
              "actor": "ada",
              "commit": null,
              "host": "tower",
              "startedAt": "2026-11-23T03:15:00+00:00",
              "finishedAt": "2026-11-23T03:15:03.2500000+00:00",
              "durationMs": 3250,
              "outcome": "succeeded",
              "steps": [
                {
                  "target": "Package",
                  "outcome": "succeeded",
                  "reason": null,
                  "durationMs": 1500
                }
              ]
            }
            """,
            Pretty(report.Body));
    }

    [Fact]
    public async Task A_run_that_cannot_be_reported_is_told_in_one_sentence()
    {
        var url = $"http://127.0.0.1:{StandInDashboard.FreePort()}";
        await Reporter(Journal([])).ReportAsync(url);
        var record = _machine.PathOf("run.json");
        File.WriteAllText(record, """{ "id": "r", "startedAt": "2026-11-23T03:15:00+00:00", "durationSeconds": 1, "outcome": "failed", "actor": "a", "machine": "m", "commit": null, "environment": null, "targets": [], "steps": [] }""");

        var problem = await Assert.ThrowsAsync<InvalidOperationException>(() => Assert.Single(_machine.AfterRun)(record, TestContext.Current.CancellationToken));

        Assert.StartsWith($"The dashboard at {url} could not be told of this run: ", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_is_no_dashboard_is_told_nothing()
    {
        await using var dashboard = new StandInDashboard();
        var local = Journal(Entries.Whole("1", "1.0.0"));

        await new DashboardReporter(local, _machine.Service("orders")).ReportAsync(dashboard.Url);

        Assert.Empty(dashboard.Reports);
        Assert.Empty(_machine.AfterRun);
    }

    [Fact]
    public void The_dashboard_gets_its_token_as_a_variable()
    {
        var local = _machine.Local();

        Assert.Equal(local.Token("report"), local.VariablesOf(_machine.Service("dashboard", s => s.IsDashboard()))["DASHBOARD_REPORT_TOKEN"]);
    }

    public void Dispose() => _machine.Dispose();

    private DashboardReporter Reporter(LocalEnvironment local) => new(local, _machine.Service("orders", s => s.IsDashboard()));

    private LocalEnvironment Journal(IEnumerable<JournalEntry> entries)
    {
        var local = _machine.Local();
        foreach (var entry in entries)
            local.Journal.Append(entry);
        return local;
    }

    private static string? Text(Report report, string name) => report.Body.GetProperty(name).GetString();

    private static string Pretty(JsonElement json) =>
        JsonSerializer.Serialize(json, Indented).ReplaceLineEndings("\n");
}
