namespace Pipeline.Sdk.Dashboard;

/// <summary><c>/version</c>: what a deployment reads back before it says that a release is live.</summary>
internal sealed class VersionEndpoint(ServiceIdentity identity)
{
    private readonly VersionAnswer _answer = new(identity.Version, identity.AssemblyVersion, identity.Digest, identity.Instance, identity.Environment);

    public void Map(WebApplication app) => app.MapMethods("/version", [HttpMethods.Get, HttpMethods.Head], AnswerAsync);

    private Task AnswerAsync(HttpContext context) =>
        context.Response.WriteAsJsonAsync(_answer, DashboardJson.Default.VersionAnswer, contentType: null, context.RequestAborted);
}
