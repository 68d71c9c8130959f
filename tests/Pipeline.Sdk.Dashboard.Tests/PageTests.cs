using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Pipeline.Sdk.Dashboard.Tests;

public sealed class PageTests : IAsyncLifetime
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

    [Theory]
    [InlineData("/", "POST /api/deployments")]
    [InlineData("/runs", "POST /api/runs")]
    [InlineData("/?environment=moon", "./build.sh Deploy --env moon")]
    public async Task An_empty_page_says_what_to_do(string path, string expected) =>
        Assert.Contains((await Dashboard.MainAsync(path)).Descendants("code"), code => code.Value == expected);

    [Fact]
    public async Task Each_environment_says_what_is_live_and_lists_its_deployments_newest_first()
    {
        await Dashboard.ReportAsync("p1", report => (report["version"], report["startedAt"], report["finishedAt"]) = ("1.0.0", "2026-02-27T12:00:00Z", "2026-02-27T12:00:01Z"));
        await Dashboard.ReportAsync("p2", report => (report["version"], report["startedAt"], report["finishedAt"]) = ("1.1.0", "2026-03-01T09:00:00Z", "2026-03-01T09:02:05Z"));
        await Dashboard.ReportAsync("p3", report => (report["version"], report["outcome"], report["kind"]) = ("1.2.0", "rolled-back", "deploy"));
        await Dashboard.ReportAsync("s1", report => (report["version"], report["environment"], report["outcome"]) = ("2.0.0", "staging", "failed"));
        var main = await Dashboard.MainAsync("/");

        Assert.Equal(["production", "staging"], main.Descendants("h2").Select(heading => heading.Value));
        var (production, staging) = (main.Elements("section").First(), main.Elements("section").Last());
        Assert.Contains("Live: orders 1.1.0 0123456789ab since 2 h ago, by ada", Text(production), StringComparison.Ordinal);
        Assert.Contains("Nothing is live here yet.", Text(staging), StringComparison.Ordinal);
        Assert.Equal(["1.2.0", "1.1.0", "1.0.0"], production.Descendants("span").Where(Is("version")).Select(version => version.Value));

        var row = production.Descendants("tr").Single(candidate => (string?)candidate.Attribute("id") == "deployment-p2");
        Assert.Equal("succeeded", row.Descendants("span").Single(Is("badge good")).Value);
        Assert.Equal("sha256:0123456789abcdef0123456789abcdef", (string?)row.Descendants("span").Single(span => span.Attribute("title") is not null).Attribute("title"));
        Assert.Equal("2026-03-01T09:00:00Z", (string?)row.Descendants("time").Single().Attribute("datetime"));
        Assert.Contains("2026-03-01 09:00 UTC3 h ago 2 min 05 s ada", Text(row), StringComparison.Ordinal);
        Assert.Equal("rolled back", production.Descendants("span").Single(Is("badge warn")).Value);
    }

    [Fact]
    public async Task One_environment_is_chosen_by_a_link()
    {
        await Dashboard.ReportAsync("p1");
        await Dashboard.ReportAsync("s1", report => report["environment"] = "blue & green");
        var link = (await Dashboard.MainAsync("/")).Descendants("a").Single(candidate => candidate.Value == "blue & green");
        var main = await Dashboard.MainAsync((string?)link.Attribute("href") ?? "");

        Assert.Equal(["blue & green"], main.Descendants("h2").Select(heading => heading.Value));
        Assert.Equal("blue & green", main.Descendants("a").Single(candidate => candidate.Attribute("aria-current") is not null).Value);
    }

    [Fact]
    public async Task A_rollback_that_succeeded_is_what_is_live()
    {
        await Dashboard.ReportAsync("d1", report => report["version"] = "1.1.0");
        await Dashboard.ReportAsync("d2", report => (report["version"], report["kind"], report["startedAt"], report["finishedAt"]) = ("1.0.0", "rollback", "2026-03-01T11:30:00Z", "2026-03-01T11:30:02Z"));

        var text = Text(await Dashboard.MainAsync("/"));
        Assert.Contains("Live: orders 1.0.0", text, StringComparison.Ordinal);
        Assert.Contains("1.0.0 rollback", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whatever_is_reported_stays_text()
    {
        const string Attack = "\"'><script>alert(1)</script><img src=x onerror=alert(2)>&amp;";
        await Dashboard.ReportAsync(Attack, report =>
        {
            foreach (var field in new[] { "service", "environment", "version", "digest", "actor", "commit", "runId" }) report[field] = Attack;
            report["message"] = Attack + "\n" + Attack;
        });
        (await Dashboard.PostAsync("/api/runs", new JsonObject
        {
            ["id"] = Attack,
            ["environment"] = Attack,
            ["actor"] = Attack,
            ["commit"] = Attack,
            ["host"] = Attack,
            ["startedAt"] = "2026-03-01T11:00:00Z",
            ["outcome"] = "failed",
            ["targets"] = new JsonArray(Attack),
            ["steps"] = new JsonArray(new JsonObject { ["target"] = Attack, ["outcome"] = "<b>odd</b>", ["reason"] = Attack }),
        })).EnsureSuccessStatusCode();

        foreach (var path in new[] { "/", "/runs", "/?environment=" + Uri.EscapeDataString(Attack), "/?environment=" + Uri.EscapeDataString(Attack + "?") })
        {
            var main = await Dashboard.MainAsync(path);
            Assert.DoesNotContain(main.Descendants(), element => element.Name.LocalName is "script" or "img" or "b");
            Assert.Contains(Attack, main.Value, StringComparison.Ordinal);
            Assert.DoesNotContain("<script", await Dashboard.Client.GetStringAsync(path), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_long_message_unfolds()
    {
        await Dashboard.ReportAsync("d1", report => report["message"] = "It failed.\nline two");
        var details = (await Dashboard.MainAsync("/")).Descendants("details").Single();

        Assert.Equal("It failed.", details.Element("summary")?.Value);
        Assert.Equal("It failed.\nline two", details.Element("pre")?.Value);
    }

    [Fact]
    public async Task Runs_are_listed_with_their_steps()
    {
        (await Dashboard.PostAsync("/api/runs", new JsonObject
        {
            ["id"] = "run-7",
            ["startedAt"] = "2026-03-01T11:58:00Z",
            ["durationMs"] = 3_725_000,
            ["outcome"] = "failed",
            ["targets"] = new JsonArray("Lint", "Deploy"),
            ["steps"] = new JsonArray(
                new JsonObject { ["target"] = "Lint", ["outcome"] = "succeeded", ["durationMs"] = 850 },
                new JsonObject { ["target"] = "Deploy", ["outcome"] = "failed", ["durationMs"] = 12_340, ["reason"] = "not ready" }),
        })).EnsureSuccessStatusCode();
        var main = await Dashboard.MainAsync("/runs");

        Assert.Contains("run-7 Lint, Deploy failed 2026-03-01 11:58 UTC2 min ago 1 h 02 min", Text(main), StringComparison.Ordinal);
        Assert.Equal("2 steps, 1 failed", main.Descendants("summary").Single().Value);
        Assert.Equal(["Lint succeeded 850 ms", "Deploy failed 12.3 snot ready"], main.Descendants("li").Select(Text));
    }

    [Fact]
    public async Task The_policy_admits_nothing_but_the_style_of_the_page()
    {
        using var response = await Dashboard.Client.GetAsync("/");
        var page = await response.Content.ReadAsStringAsync();
        var style = page[(page.IndexOf("<style>", StringComparison.Ordinal) + 7)..page.IndexOf("</style>", StringComparison.Ordinal)];
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)));

        var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith(string.Create(CultureInfo.InvariantCulture, $"default-src 'none'; style-src 'sha256-{hash}';"), policy, StringComparison.Ordinal);
        Assert.DoesNotContain(" style=", page, StringComparison.Ordinal);
    }

    private static Func<XElement, bool> Is(string style) => element => (string?)element.Attribute("class") == style;

    private static string Text(XElement element) => string.Join(' ', element.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
