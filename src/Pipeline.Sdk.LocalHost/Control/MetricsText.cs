using System.Globalization;
using System.Text;
using Pipeline.Sdk.LocalHost.Routing;
using Pipeline.Sdk.LocalHost.Supervision;

namespace Pipeline.Sdk.LocalHost.Control;

/// <summary>Requests, errors and durations by release in Prometheus' text format.</summary>
internal static class MetricsText
{
    public static string Write(IEnumerable<Service> services)
    {
        var slots = services.SelectMany(service => service.Slots.Select(slot => (Service: service, Slot: slot))).ToList();
        var text = new StringBuilder();
        Head(text, "pipeline_router_requests_total", "counter", "Requests by release and class of status; class none was answered by nobody.");
        foreach (var (service, slot, route, metrics) in Rows(slots))
        {
            for (var digit = 0; digit < 6; digit++)
            {
                if (metrics.OfClass(digit) is > 0 and var count)
                    Line(text, "pipeline_router_requests_total", $"{Labels(service, slot, route)},code=\"{(digit == 0 ? "none" : $"{digit}xx")}\"", count);
            }
        }

        Head(text, "pipeline_router_request_failures_total", "counter", "Requests that were answered with 500 or above, or by nobody.");
        foreach (var (service, slot, route, metrics) in Rows(slots))
            Line(text, "pipeline_router_request_failures_total", Labels(service, slot, route), metrics.Failures);

        Head(text, "pipeline_router_request_duration_seconds", "histogram", "From a request's arrival to the end of its answer.");
        foreach (var (service, slot, route, metrics) in Rows(slots))
            Durations(text, Labels(service, slot, route), metrics);

        Head(text, "pipeline_router_share_percent", "gauge", "The share of requests that goes to a release by lot.");
        foreach (var (service, slot) in slots)
            Line(text, "pipeline_router_share_percent", Labels(service, slot), service.PercentOf(slot));

        Head(text, "pipeline_router_instances", "gauge", "Instances of a release by state.");
        foreach (var (service, slot) in slots)
        {
            foreach (var group in slot.Instances.GroupBy(instance => instance.State))
                Line(text, "pipeline_router_instances", $"{Labels(service, slot)},state=\"{group.Key.ToString().ToLowerInvariant()}\"", group.Count());
        }

        return text.ToString();
    }

    private static IEnumerable<(Service Service, Slot Slot, string Route, SlotMetrics Metrics)> Rows(List<(Service Service, Slot Slot)> slots) =>
        slots.SelectMany(pair => new[] { (pair.Service, pair.Slot, "lot", pair.Slot.ByLot), (pair.Service, pair.Slot, "direct", pair.Slot.Direct) })
            .Where(row => row.Item4.Requests > 0);

    // One bucket per doubling is enough for a chart; the judge reads the fine ones.
    private static void Durations(StringBuilder text, string labels, SlotMetrics metrics)
    {
        var (latency, sum) = (metrics.Latency(), 0L);
        for (var bucket = 0; bucket < LatencyBuckets.Count; bucket++)
        {
            sum += bucket < latency.Length ? latency[bucket] : 0;
            if (bucket % LatencyBuckets.PerDoubling == 0)
                Line(text, "pipeline_router_request_duration_seconds_bucket", $"{labels},le=\"{LatencyBuckets.UpperEnd(bucket).ToString("0.######", CultureInfo.InvariantCulture)}\"", sum);
        }

        Line(text, "pipeline_router_request_duration_seconds_bucket", labels + ",le=\"+Inf\"", sum);
        Line(text, "pipeline_router_request_duration_seconds_sum", labels, metrics.Seconds);
        Line(text, "pipeline_router_request_duration_seconds_count", labels, sum);
    }

    // Names and ids are letters, digits and a few signs; a version is the author's text.
    private static string Labels(Service service, Slot slot) =>
        $"service=\"{service.Name}\",slot=\"{slot.Id}\",version=\"{slot.Spec.Version.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\",role=\"{slot.Role.ToString().ToLowerInvariant()}\"";

    private static string Labels(Service service, Slot slot, string route) => $"{Labels(service, slot)},route=\"{route}\"";

    private static void Head(StringBuilder text, string name, string type, string help) => text.Append("# HELP ").Append(name).Append(' ').Append(help).Append("\n# TYPE ").Append(name).Append(' ').Append(type).Append('\n');

    private static void Line(StringBuilder text, string name, string labels, double value) =>
        text.Append(name).Append('{').Append(labels).Append("} ").Append(value.ToString("0.######", CultureInfo.InvariantCulture)).Append('\n');
}
