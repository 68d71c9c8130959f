namespace Pipeline.Sdk.Dashboard;

/// <summary><c>/api/deployments</c>.</summary>
internal sealed class DeploymentEndpoints(DeploymentStore store, ReportToken token)
{
    private const string Route = "/api/deployments";

    public void Map(WebApplication app)
    {
        app.MapPost(Route, context => ReportEndpoint.PostAsync(context, token, DeploymentReport.Read, store.Save, DashboardJson.Default.Deployment));
        app.MapGet(Route, context => ReportEndpoint.GetAsync(context, store.List, DashboardJson.Default.IReadOnlyListDeployment));
    }
}
