namespace Pipeline.Sdk.Dashboard;

/// <summary><c>/api/runs</c>.</summary>
internal sealed class RunEndpoints(RunStore store, ReportToken token)
{
    private const string Route = "/api/runs";

    public void Map(WebApplication app)
    {
        app.MapPost(Route, context => ReportEndpoint.PostAsync(context, token, RunReport.Read, store.Save, DashboardJson.Default.PipelineRun));
        app.MapGet(Route, context => ReportEndpoint.GetAsync(context, store.List, DashboardJson.Default.IReadOnlyListPipelineRun));
    }
}
