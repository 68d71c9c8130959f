namespace Pipeline.Sdk.Dashboard;

/// <summary>An error as <c>application/problem+json</c> (RFC 9457); <see cref="Errors"/> lists all findings per field.</summary>
internal sealed record Problem(int Status, string Title, string? Detail, IReadOnlyDictionary<string, List<string>>? Errors)
{
    public static Task WriteAsync(
        HttpContext context, int status, string title, string? detail = null, IReadOnlyDictionary<string, List<string>>? errors = null)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(
            new Problem(status, title, detail, errors), DashboardJson.Default.Problem, "application/problem+json", context.RequestAborted);
    }
}
