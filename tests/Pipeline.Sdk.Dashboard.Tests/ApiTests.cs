using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Pipeline.Sdk.Dashboard.Tests;

public sealed class ApiTests : IAsyncLifetime
{
    private readonly Place _place = new();
    private RunningDashboard? _dashboard;

    private RunningDashboard Dashboard => _dashboard ?? throw new InvalidOperationException("Not started.");

    public async ValueTask InitializeAsync() => _dashboard = await RunningDashboard.StartAsync(await _place.MigratedAsync());

    public async ValueTask DisposeAsync()
    {
        await Dashboard.DisposeAsync();
        _place.Dispose();
    }

    [Fact]
    public async Task The_same_id_again_updates_the_deployment()
    {
        var first = await Dashboard.PostAsync("/api/deployments", RunningDashboard.Deployment("d1", report => report["outcome"] = "running"));
        var second = await Dashboard.PostAsync("/api/deployments", RunningDashboard.Deployment("d1"));
        var third = await Dashboard.PostAsync("/api/deployments", RunningDashboard.Deployment("d1"));

        Assert.Equal([HttpStatusCode.Created, HttpStatusCode.OK, HttpStatusCode.OK], [first.StatusCode, second.StatusCode, third.StatusCode]);
        var stored = Assert.Single((await Dashboard.JsonAsync("/api/deployments")).EnumerateArray());
        Assert.Equal("succeeded", stored.GetProperty("outcome").GetString());
        Assert.Equal("deploy", stored.GetProperty("kind").GetString());
    }

    [Fact]
    public async Task Deployments_are_listed_newest_first_and_by_environment()
    {
        await Dashboard.ReportAsync("old", report => report["startedAt"] = "2026-03-01T10:00:00+02:00");
        await Dashboard.ReportAsync("new", report => report["startedAt"] = "2026-03-01T09:00:00Z");
        await Dashboard.ReportAsync("other", report => report["environment"] = "staging");

        Assert.Equal(["other", "new", "old"], Ids(await Dashboard.JsonAsync("/api/deployments")));
        Assert.Equal(["new", "old"], Ids(await Dashboard.JsonAsync("/api/deployments?environment=production")));
        Assert.Equal(["new"], Ids(await Dashboard.JsonAsync("/api/deployments?environment=production&limit=1")));
        Assert.Equal(HttpStatusCode.BadRequest, (await Dashboard.Client.GetAsync("/api/deployments?limit=0")).StatusCode);
    }

    [Fact]
    public async Task Everything_that_is_wrong_with_a_deployment_is_reported_at_once()
    {
        using var content = Json("""
            { "id": "", "service": 7, "environment": "a\u0000b", "version": "1.0.0", "actor": " ", "startedAt": "2026-03-01T11:00:00",
              "finishedAt": "\ud800", "durationMs": -1, "outcome": "great", "kind": "party", "runId": "\ud800", "unknown": true }
            """);
        var response = await Dashboard.Client.PostAsync("/api/deployments", content);
        var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(
            ["actor", "digest", "durationMs", "environment", "finishedAt", "id", "kind", "outcome", "runId", "service", "startedAt"],
            problem.GetProperty("errors").EnumerateObject().Select(error => error.Name));
        Assert.Contains("valid is succeeded, failed, rolled-back, running, superseded", problem.GetProperty("errors").GetProperty("outcome")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_comes_back_as_it_was_reported()
    {
        var run = JsonNode.Parse("""
            { "id": "run-1", "targets": ["Deploy"], "environment": "staging", "actor": "ada", "commit": "abc", "host": "laptop",
              "startedAt": "2026-03-01T11:00:00+00:00", "finishedAt": "2026-03-01T11:01:00+00:00", "durationMs": 60000, "outcome": "failed",
              "steps": [{ "target": "Lint", "outcome": "succeeded", "durationMs": 900 }, { "target": "Deploy", "outcome": "failed", "reason": "no" }] }
            """) ?? throw new InvalidOperationException();

        Assert.Equal(HttpStatusCode.Created, (await Dashboard.PostAsync("/api/runs", run)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await Dashboard.PostAsync("/api/runs", run)).StatusCode);
        var stored = Assert.Single((await Dashboard.JsonAsync("/api/runs")).EnumerateArray());
        Assert.True(JsonNode.DeepEquals(run, JsonNode.Parse(stored.GetRawText())), stored.GetRawText());
    }

    [Fact]
    public async Task Findings_in_the_steps_of_a_run_name_their_place()
    {
        var response = await Dashboard.PostAsync("/api/runs", JsonNode.Parse("""
            { "id": "r", "startedAt": "2026-03-01T11:00:00Z", "outcome": "succeeded", "targets": ["A", 2], "steps": [{ "target": "A", "outcome": "x" }, {}, 3] }
            """) ?? throw new InvalidOperationException());
        var errors = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("errors");

        Assert.Equal(["steps[1].outcome", "steps[1].target", "steps[2]", "targets[1]"], errors.EnumerateObject().Select(error => error.Name));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer wrong")]
    [InlineData("Basic czNjcmV0")]
    public async Task A_report_without_the_token_is_refused(string? authorization)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/deployments") { Content = Json("{}") };
        Dashboard.Client.DefaultRequestHeaders.Authorization = null;
        if (authorization is not null) request.Headers.Authorization = AuthenticationHeaderValue.Parse(authorization);
        var response = await Dashboard.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("Bearer", Assert.Single(response.Headers.WwwAuthenticate).Scheme);
    }

    [Fact]
    public async Task Without_a_token_of_its_own_the_dashboard_refuses_reports_and_says_why()
    {
        await using var closed = await RunningDashboard.StartAsync(_place, settings => settings with { ReportToken = null });
        var response = await closed.PostAsync("/api/deployments", RunningDashboard.Deployment("d1"));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Contains("DASHBOARD_REPORT_TOKEN", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text/plain", "{}", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/x-www-form-urlencoded", "id=1", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/json", "{ \"id\": ", HttpStatusCode.BadRequest)]
    [InlineData("application/json", "[]", HttpStatusCode.BadRequest)]
    [InlineData("application/json; charset=utf-8", "", HttpStatusCode.BadRequest)]
    public async Task A_body_that_is_no_json_object_is_refused(string type, string body, HttpStatusCode expected)
    {
        using var content = new StringContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);

        Assert.Equal(expected, (await Dashboard.Client.PostAsync("/api/deployments", content)).StatusCode);
    }

    [Fact]
    public async Task A_body_above_one_megabyte_is_refused()
    {
        using var content = Json($$"""{ "id": "{{new string('x', 1024 * 1024)}}" }""");

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await Dashboard.Client.PostAsync("/api/deployments", content)).StatusCode);
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    private static IEnumerable<string?> Ids(JsonElement list) => list.EnumerateArray().Select(item => item.GetProperty("id").GetString());
}
