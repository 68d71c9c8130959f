using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Microsoft.AspNetCore.Builder;

namespace Pipeline.Sdk.Dashboard.Tests;

/// <summary>The real service on a free port of this machine, with a clock that stands still.</summary>
internal sealed class RunningDashboard : IAsyncDisposable
{
    public const string Token = "s3cret";

    public static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly WebApplication _app;

    private RunningDashboard(WebApplication app)
    {
        _app = app;
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
    }

    public HttpClient Client { get; }

    public static async Task<RunningDashboard> StartAsync(Place place, Func<DashboardSettings, DashboardSettings>? change = null) => await StartAsync(place.Database, change);

    public static async Task<RunningDashboard> StartAsync(string database, Func<DashboardSettings, DashboardSettings>? change = null)
    {
        var settings = new DashboardSettings { Database = database, ReportToken = Token };
        var app = DashboardApplication.Create(["--urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=None"], change?.Invoke(settings) ?? settings, new StandingClock());
        await app.StartAsync();
        return new RunningDashboard(app);
    }

    /// <summary>A valid report; <paramref name="change"/> makes it the one the test is about.</summary>
    public static JsonObject Deployment(string id, Action<JsonObject>? change = null)
    {
        var report = new JsonObject
        {
            ["id"] = id,
            ["service"] = "orders",
            ["environment"] = "production",
            ["version"] = "1.0.0",
            ["digest"] = "sha256:0123456789abcdef0123456789abcdef",
            ["actor"] = "ada",
            ["startedAt"] = "2026-03-01T11:00:00Z",
            ["finishedAt"] = "2026-03-01T11:00:42Z",
            ["outcome"] = "succeeded",
        };
        change?.Invoke(report);
        return report;
    }

    public Task<HttpResponseMessage> PostAsync(string path, JsonNode report) => Client.PostAsJsonAsync(path, report);

    public async Task ReportAsync(string id, Action<JsonObject>? change = null) => (await PostAsync("/api/deployments", Deployment(id, change))).EnsureSuccessStatusCode();

    public async Task<JsonElement> JsonAsync(string path) => await Client.GetFromJsonAsync<JsonElement>(path);

    /// <summary>The page's content; it is well-formed, so that a parser of XML reads it.</summary>
    public async Task<XElement> MainAsync(string path)
    {
        var page = await Client.GetStringAsync(path);
        var start = page.IndexOf("<main", StringComparison.Ordinal);
        var end = page.IndexOf("</main>", StringComparison.Ordinal) + "</main>".Length;
        return XElement.Parse(page[start..end], LoadOptions.PreserveWhitespace);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }

    private sealed class StandingClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Now;
    }
}
