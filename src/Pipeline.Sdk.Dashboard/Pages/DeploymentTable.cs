namespace Pipeline.Sdk.Dashboard;

/// <summary>The deployments of one environment. Roles are spelled out because narrow screens lay the table out as cards, which drops the implied ones.</summary>
internal static class DeploymentTable
{
    public static Html Of(string environment, IReadOnlyList<Deployment> deployments, DateTimeOffset now) => Html.Of($"""
        <table role="table">
        <caption class="unseen">Deployments to {environment}, newest first</caption>
        <thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">Version</th><th role="columnheader" scope="col">Service</th><th role="columnheader" scope="col">Outcome</th><th role="columnheader" scope="col">When</th><th role="columnheader" scope="col" class="number">Duration</th><th role="columnheader" scope="col">Who</th><th role="columnheader" scope="col">Message</th></tr></thead>
        <tbody role="rowgroup">
        {Html.Join(deployments.Select(deployment => Row(deployment, now)))}</tbody>
        </table>
        """);

    private static Html Row(Deployment deployment, DateTimeOffset now) => Html.Of($"""
        <tr role="row" id="deployment-{deployment.Id}">
        <th role="rowheader" scope="row" data-label="Version"><span class="version">{deployment.Version}</span>{Kind(deployment.Kind)}<span class="sub mono" title="{deployment.Digest}">{Words.ShortDigest(deployment.Digest)}</span></th>
        <td role="cell" data-label="Service">{deployment.Service}</td>
        <td role="cell" data-label="Outcome">{Parts.Badge(deployment.Outcome)}</td>
        <td role="cell" data-label="When">{Parts.When(deployment.StartedAt, now)}</td>
        <td role="cell" data-label="Duration" class="number">{Words.Duration(deployment.DurationMs, deployment.StartedAt, deployment.FinishedAt)}</td>
        <td role="cell" data-label="Who">{deployment.Actor}{Parts.Commit(deployment.Commit)}</td>
        <td role="cell" data-label="Message" class="message">{Parts.Message(deployment.Message)}</td>
        </tr>

        """);

    private static Html Kind(string kind) => kind == "rollback" ? Html.Of($""" <span class="tag">rollback</span>""") : Html.Empty;
}
