using System.Globalization;
using System.Text.RegularExpressions;

namespace Pipeline.Sdk.Dashboard.Tests;

public sealed partial class MetricsTests : IDisposable
{
    private readonly Place _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task Every_line_is_valid_exposition_text()
    {
        await _place.MigratedAsync();
        await using var dashboard = await RunningDashboard.StartAsync(_place);
        await dashboard.ReportAsync("d1", report => report["environment"] = "odd \\ \"name\" {x}");
        await dashboard.Client.GetAsync("/no/such/page");
        using var response = await dashboard.Client.GetAsync("/metrics");
        var text = await response.Content.ReadAsStringAsync();

        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        Assert.All(text.TrimEnd('\n').Split('\n'), line => Assert.Matches(Line(), line));
        Assert.Contains("""dashboard_deployments_total{environment="odd \\ \"name\" {x}",outcome="succeeded"} 1""", text, StringComparison.Ordinal);
        Assert.Contains("""dashboard_http_requests_total{route="none",method="GET",code="404"} 1""", text, StringComparison.Ordinal);
        Assert.Contains("dashboard_build_info{version=\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deployment_counts_under_every_outcome_it_reached_and_never_twice()
    {
        await _place.MigratedAsync();
        await using var dashboard = await RunningDashboard.StartAsync(_place);
        foreach (var outcome in new[] { "running", "running", "succeeded", "succeeded", "superseded" }) await dashboard.ReportAsync("d1", report => report["outcome"] = outcome);
        var samples = Samples(await dashboard.Client.GetStringAsync("/metrics"));

        Assert.All(
            new[] { "running", "succeeded", "superseded" },
            outcome => Assert.Equal(1, samples[$"dashboard_deployments_total{{environment=\"production\",outcome=\"{outcome}\"}}"]));
    }

    [Fact]
    public async Task The_histogram_is_cumulative_and_agrees_with_the_count()
    {
        await _place.MigratedAsync();
        await using var dashboard = await RunningDashboard.StartAsync(_place);
        for (var request = 0; request < 3; request++) await dashboard.Client.GetAsync("/version");
        var samples = Samples(await dashboard.Client.GetStringAsync("/metrics"));

        const string Labels = "route=\"/version\",method=\"GET\"";
        var buckets = samples.Where(sample => sample.Key.StartsWith("dashboard_http_request_duration_seconds_bucket{" + Labels, StringComparison.Ordinal)).Select(sample => sample.Value).ToList();
        Assert.Equal(12, buckets.Count);
        Assert.Equal(buckets.Order(), buckets);
        Assert.Equal(3, samples[$"dashboard_http_request_duration_seconds_bucket{{{Labels},le=\"+Inf\"}}"]);
        Assert.Equal(3, samples[$"dashboard_http_request_duration_seconds_count{{{Labels}}}"]);
        Assert.Equal(3, samples[$"dashboard_http_requests_total{{{Labels},code=\"200\"}}"]);
    }

    [Fact]
    public async Task Without_a_database_the_process_is_still_measured()
    {
        await using var dashboard = await RunningDashboard.StartAsync(_place);
        var samples = Samples(await dashboard.Client.GetStringAsync("/metrics"));

        Assert.Equal(0, samples["dashboard_database_up"]);
        Assert.InRange(samples["process_start_time_seconds"], 1.7e9, 1e10);
    }

    private static Dictionary<string, double> Samples(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Where(line => !line.StartsWith('#'))
        .ToDictionary(line => line[..line.LastIndexOf(' ')], line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture), StringComparer.Ordinal);

    [GeneratedRegex("""^(# HELP [a-z_]+ .+|# TYPE [a-z_]+ (counter|gauge|histogram)|[a-z_]+(\{[a-z_]+="(\\\\|\\"|\\n|[^"\\])*"(,[a-z_]+="(\\\\|\\"|\\n|[^"\\])*")*\})? [0-9.eE+-]+)$""")]
    private static partial Regex Line();
}
