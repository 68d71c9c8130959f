namespace Pipeline.Sdk.Dashboard;

/// <summary>The whole service, composed by hand: a handful of request delegates start faster than anything that is discovered.</summary>
internal static class DashboardApplication
{
    private const long BodyLimit = 1024 * 1024;

    // Within the 30 s that the local host gives an instance to drain.
    private static readonly TimeSpan DrainLimit = TimeSpan.FromSeconds(25);

    public static WebApplication Create(string[] args, DashboardSettings settings, TimeProvider time)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders().AddFilter("Microsoft.AspNetCore", LogLevel.Warning).AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ ";
        });
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = BodyLimit;
            kestrel.AddServerHeader = false;
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = DrainLimit);
        if (string.IsNullOrEmpty(builder.Configuration["urls"])) builder.WebHost.UseUrls("http://127.0.0.1:5080");

        var app = builder.Build();
        var identity = ServiceIdentity.Of(settings);
        identity.WarnWhenMistaken(app.Logger);
        if (settings.ReportToken is null) app.Logger.LogWarning("DASHBOARD_REPORT_TOKEN is not set: reports are refused");

        Compose(app, settings, identity, time);
        return app;
    }

    private static void Compose(WebApplication app, DashboardSettings settings, ServiceIdentity identity, TimeProvider time)
    {
        var database = DashboardDatabase.Of(settings.Database);
        var deployments = new DeploymentStore(database);
        var runs = new RunStore(database);
        var requests = new RequestMetrics();
        var token = new ReportToken(settings.ReportToken);
        var layout = new PageLayout(identity);

        app.Lifetime.ApplicationStopped.Register(database.Close);
        app.Use(new RequestMeasurement(requests, time).InvokeAsync);
        app.Use(SecurityHeaders.InvokeAsync);
        app.Use(new DatabaseFailures(database, layout, app.Logger).InvokeAsync);

        new PageEndpoints(new DeploymentsPage(layout, time), new RunsPage(layout, time), deployments, runs).Map(app);
        new DeploymentEndpoints(deployments, token).Map(app);
        new RunEndpoints(runs, token).Map(app);
        new HealthEndpoint(new SchemaCheck(database)).Map(app);
        new VersionEndpoint(identity).Map(app);
        new MetricsEndpoint(requests, deployments, identity, app.Logger).Map(app);
    }
}
