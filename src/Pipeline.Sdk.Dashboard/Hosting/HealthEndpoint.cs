namespace Pipeline.Sdk.Dashboard;

/// <summary><c>/healthz</c>: 200 when requests can be served, 503 with the reason when not.</summary>
internal sealed class HealthEndpoint(SchemaCheck schema)
{
    public void Map(WebApplication app) => app.MapMethods("/healthz", [HttpMethods.Get, HttpMethods.Head], AnswerAsync);

    private Task AnswerAsync(HttpContext context)
    {
        var problem = schema.FindProblem();
        context.Response.StatusCode = problem is null ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        return context.Response.WriteAsJsonAsync(
            new HealthAnswer(problem is null ? "healthy" : "unhealthy", problem), DashboardJson.Default.HealthAnswer, contentType: null, context.RequestAborted);
    }
}
