namespace Pipeline.Sdk.Dashboard;

/// <summary>The pages for people.</summary>
internal sealed class PageEndpoints(DeploymentsPage deploymentsPage, RunsPage runsPage, DeploymentStore deployments, RunStore runs)
{
    private const int PerEnvironment = 25;
    private const int OfOneEnvironment = 200;
    private const int Runs = 100;

    private static readonly string[] Reads = [HttpMethods.Get, HttpMethods.Head];

    public void Map(WebApplication app)
    {
        app.MapMethods("/", Reads, DeploymentsAsync);
        app.MapMethods("/runs", Reads, RunsAsync);
    }

    private Task DeploymentsAsync(HttpContext context)
    {
        var chosen = ListQuery.EnvironmentOf(context.Request);
        var shown = chosen is null ? deployments.ListPerEnvironment(PerEnvironment) : deployments.List(chosen, OfOneEnvironment);
        return deploymentsPage.WriteAsync(context, chosen, deployments.Environments(), deployments.Live(), shown);
    }

    private Task RunsAsync(HttpContext context) => runsPage.WriteAsync(context, runs.List(environment: null, Runs));
}
