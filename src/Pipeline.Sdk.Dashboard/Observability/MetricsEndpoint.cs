using System.Data.Common;
using System.Diagnostics;

namespace Pipeline.Sdk.Dashboard;

/// <summary><c>/metrics</c>. It answers without a database too, and says that there is none.</summary>
internal sealed class MetricsEndpoint(RequestMetrics requests, DeploymentStore deployments, ServiceIdentity identity, ILogger logger)
{
    private readonly double _startedAt = StartTime();

    public void Map(WebApplication app) => app.MapGet("/metrics", AnswerAsync);

    private Task AnswerAsync(HttpContext context)
    {
        var text = new PrometheusText();
        text.Family("dashboard_build_info", "gauge", "Always 1; the labels say what runs.");
        text.Sample("dashboard_build_info", 1, ("version", identity.Version), ("digest", identity.Digest));
        text.Family("process_start_time_seconds", "gauge", "Start time of the process since the Unix epoch in seconds.");
        text.Sample("process_start_time_seconds", _startedAt);
        WriteDeployments(text);
        requests.Write(text);
        context.Response.ContentType = PrometheusText.ContentType;
        return context.Response.WriteAsync(text.ToString(), context.RequestAborted);
    }

    private void WriteDeployments(PrometheusText text)
    {
        var counts = Count();
        text.Family("dashboard_database_up", "gauge", "Whether the database could be read just now.");
        text.Sample("dashboard_database_up", counts is null ? 0 : 1);
        if (counts is null) return;

        text.Family("dashboard_deployments_total", "counter", "Outcomes that deployments have reached; the same in every instance on one database.");
        foreach (var count in counts)
            text.Sample("dashboard_deployments_total", count.Reached, ("environment", count.Environment), ("outcome", count.Outcome));
    }

    private IReadOnlyList<OutcomeCount>? Count()
    {
        try
        {
            return deployments.CountOutcomes();
        }
        catch (DbException failure)
        {
            logger.LogWarning(failure, "Deployments cannot be counted");
            return null;
        }
    }

    private static double StartTime()
    {
        using var process = Process.GetCurrentProcess();
        return (process.StartTime.ToUniversalTime() - DateTime.UnixEpoch).TotalSeconds;
    }
}
