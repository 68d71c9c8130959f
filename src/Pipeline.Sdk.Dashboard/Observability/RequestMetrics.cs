namespace Pipeline.Sdk.Dashboard;

/// <summary>Counts and times the requests of this instance.</summary>
internal sealed class RequestMetrics
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<(string Route, string Method, int Code), long> _counts = [];
    private readonly SortedDictionary<(string Route, string Method), DurationHistogram> _durations = [];

    public void Observe(string route, string method, int code, TimeSpan duration)
    {
        lock (_lock)
        {
            _counts[(route, method, code)] = _counts.GetValueOrDefault((route, method, code)) + 1;
            if (!_durations.TryGetValue((route, method), out var histogram)) _durations[(route, method)] = histogram = new DurationHistogram();
            histogram.Observe(duration);
        }
    }

    public void Write(PrometheusText text)
    {
        lock (_lock)
        {
            text.Family("dashboard_http_requests_total", "counter", "Requests that were answered.");
            foreach (var ((route, method, code), count) in _counts)
                text.Sample("dashboard_http_requests_total", count, ("route", route), ("method", method), ("code", code.ToString()));

            text.Family("dashboard_http_request_duration_seconds", "histogram", "Time from the start of a request to the end of its answer.");
            foreach (var ((route, method), histogram) in _durations)
                histogram.Write(text, "dashboard_http_request_duration_seconds", ("route", route), ("method", method));
        }
    }
}
