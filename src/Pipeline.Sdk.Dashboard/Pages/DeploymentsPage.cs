namespace Pipeline.Sdk.Dashboard;

/// <summary>What is live and how it came there, per environment.</summary>
internal sealed class DeploymentsPage(PageLayout layout, TimeProvider time)
{
    public Task WriteAsync(
        HttpContext context, string? chosen, IReadOnlyList<string> environments, IReadOnlyList<Deployment> live, IReadOnlyList<Deployment> deployments)
    {
        var body = Html.Of($"""
            <h1>Deployments</h1>
            {Filter(environments, chosen)}
            {Sections(chosen, live, deployments)}
            """);
        return layout.WriteAsync(context, StatusCodes.Status200OK, chosen is null ? "Deployments" : $"Deployments to {chosen}", body);
    }

    private static Html Filter(IReadOnlyList<string> environments, string? chosen)
    {
        if (environments.Count == 0) return Html.Empty;

        var links = environments.Select(name => Pill("/?environment=" + Uri.EscapeDataString(name), name, name == chosen)).Prepend(Pill("/", "All", chosen is null));
        return Html.Of($"""<nav class="filter" aria-label="Environments"><ul>{Html.Join(links)}</ul></nav>""");
    }

    private static Html Pill(string href, string name, bool isHere) => isHere
        ? Html.Of($"""<li><a href="{href}" aria-current="true">{name}</a></li>""")
        : Html.Of($"""<li><a href="{href}">{name}</a></li>""");

    private Html Sections(string? chosen, IReadOnlyList<Deployment> live, IReadOnlyList<Deployment> deployments)
    {
        if (deployments.Count == 0) return chosen is null ? NothingYet() : NothingThere(chosen);

        return Html.Join(deployments.GroupBy(deployment => deployment.Environment, StringComparer.Ordinal).Select((group, index) =>
            Section(group.Key, "environment-" + index, [.. live.Where(candidate => candidate.Environment == group.Key)], [.. group])));
    }

    private Html Section(string environment, string id, IReadOnlyList<Deployment> live, IReadOnlyList<Deployment> deployments) => Html.Of($"""
        <section class="card" aria-labelledby="{id}">
        <div class="head">
        <h2 id="{id}">{environment}</h2>
        {Live(live)}
        </div>
        {DeploymentTable.Of(environment, deployments, time.GetUtcNow())}
        </section>

        """);

    private Html Live(IReadOnlyList<Deployment> live) => live.Count == 0
        ? Html.Of($"""<p class="live none">Nothing is live here yet.</p>""")
        : Html.Of($"""<ul class="live">{Html.Join(live.Select(LiveService))}</ul>""");

    private Html LiveService(Deployment deployment)
    {
        var since = deployment.FinishedAt ?? deployment.StartedAt;
        return Html.Of($"""
            <li><span class="dot" aria-hidden="true"></span>Live: <strong>{deployment.Service} {deployment.Version}</strong> <span class="sub-inline mono" title="{deployment.Digest}">{Words.ShortDigest(deployment.Digest)}</span> <span class="sub-inline">since <time datetime="{Words.Iso(since)}" title="{Words.Utc(since)}">{Words.Ago(since, time.GetUtcNow())}</time>, by {deployment.Actor}</span></li>
            """);
    }

    private static Html NothingYet() => Html.Of($"""
        <section class="card empty">
        <h2>No deployment has been reported yet</h2>
        <p>The pipeline reports to this dashboard after each deployment. To see the first one:</p>
        <ol>
        <li>Mark this service in its pipeline with <code>.IsDashboard()</code>: it gets its <code>DASHBOARD_REPORT_TOKEN</code>, and its deployments are reported to it.</li>
        <li>Deploy something: <code>./build.sh Deploy --env staging</code>.</li>
        </ol>
        <p>Anything else can report too: <code>POST /api/deployments</code> with <code>Authorization: Bearer …</code> and a JSON body.</p>
        </section>
        """);

    private static Html NothingThere(string environment) => Html.Of($"""
        <section class="card empty">
        <h2>No deployment to {environment} has been reported</h2>
        <p>Deploy to it with <code>./build.sh Deploy --env {environment}</code>, or <a href="/">look at all environments</a>.</p>
        </section>
        """);
}
