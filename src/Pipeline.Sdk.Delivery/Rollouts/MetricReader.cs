using System.Globalization;
using System.Text.Json;
using Pipeline.Sdk.LocalHost;

namespace Pipeline.Sdk.Delivery;

/// <summary>Reads one number: from a Prometheus server, or from the pages or logs of a release's instances.</summary>
/// <param name="http2">Whether instances speak HTTP/2 only.</param>
internal sealed class MetricReader(bool http2) : IDisposable
{
    private readonly LogLines _logs = new();
    private readonly HttpClient _instances = LoopbackHttp.ToInstances(http2);
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(5) };

    /// <summary>The value, or why there is none.</summary>
    public async Task<(double? Value, string? Problem)> ReadAsync(MetricCheck check, string service, SlotStatus slot, CancellationToken cancellationToken)
    {
        try
        {
            return check.Line is { } line ? (_logs.Count(line, slot), null)
                : check.Prometheus is { } server
                ? await QueryAsync(server, Fill(check.Source, service, slot), cancellationToken).ConfigureAwait(false)
                : await PagesAsync(check, slot, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is HttpRequestException or IOException or JsonException or KeyNotFoundException or InvalidOperationException || (error is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return (null, error.Message);
        }
    }

    public void Dispose()
    {
        _instances.Dispose();
        _http.Dispose();
    }

    /// <summary>The largest value of a metric on a page in Prometheus' text format; null when it is not there.</summary>
    internal static double? Largest(string page, string metric)
    {
        double? largest = null;
        foreach (var line in page.Split('\n'))
        {
            if (!line.StartsWith(metric, StringComparison.Ordinal) || line.Length == metric.Length || line[metric.Length] is not (' ' or '{'))
                continue;

            // A label's text may hold blanks and brackets; the value is behind the last bracket, and a time stamp may follow it.
            var rest = line[metric.Length] == '{' ? line[(line.LastIndexOf('}') + 1)..] : line[metric.Length..];
            var value = Number(rest.Trim().Split(' ')[0]);
            largest = value is null || (largest is { } known && !(value > known)) ? largest : value;
        }

        return largest;
    }

    private async Task<(double? Value, string? Problem)> QueryAsync(Uri server, string query, CancellationToken cancellationToken)
    {
        using var answer = await _http.GetAsync(new Uri(server, "/api/v1/query?query=" + Uri.EscapeDataString(query)), cancellationToken).ConfigureAwait(false);
        var text = await answer.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
        if (!answer.IsSuccessStatusCode)
            return (null, $"{server} answered {(int)answer.StatusCode}: {text}");

        using var json = JsonDocument.Parse(text);
        var data = json.RootElement.GetProperty("data");
        var result = data.GetProperty("result");
        var isScalar = data.GetProperty("resultType").GetString() == "scalar";
        if (!isScalar && result.GetArrayLength() != 1)
            return (null, $"the query gave {result.GetArrayLength()} series instead of one");

        var value = isScalar ? result[1] : result[0].GetProperty("value")[1];
        return Number(value.GetString() ?? "") is { } number ? (number, null) : (null, $"'{value}' is no number");
    }

    private async Task<(double? Value, string? Problem)> PagesAsync(MetricCheck check, SlotStatus slot, CancellationToken cancellationToken)
    {
        double? largest = null;
        foreach (var instance in slot.Instances)
        {
            var page = await _instances.GetStringAsync(new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{instance.Port}{check.Source}")), cancellationToken).ConfigureAwait(false);
            if (Largest(page, check.Name) is { } value && (largest is null || value > largest))
                largest = value;
        }

        return largest is null ? (null, $"'{check.Name}' is not on {check.Source}") : (largest, null);
    }

    private static string Fill(string query, string service, SlotStatus slot) => query
        .Replace("{version}", slot.Version, StringComparison.Ordinal)
        .Replace("{slot}", slot.Id, StringComparison.Ordinal)
        .Replace("{service}", service, StringComparison.Ordinal);

    private static double? Number(string text) => text switch
    {
        "+Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        "NaN" => double.NaN,
        _ => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null,
    };
}
