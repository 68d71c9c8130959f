using System.Data.Common;

namespace Pipeline.Sdk.Dashboard;

/// <summary>A database that cannot serve is a 503 with the reason, for people as a page and for programs as problem JSON.</summary>
internal sealed class DatabaseFailures(DashboardDatabase database, PageLayout layout, ILogger logger)
{
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context).ConfigureAwait(false);
        }
        catch (DbException failure) when (!context.Response.HasStarted)
        {
            logger.LogError(failure, "{Method} {Path} failed: the database cannot serve", context.Request.Method, context.Request.Path);
            var reason = database.Explain(failure);
            context.Response.Headers.RetryAfter = "5";
            await (context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
                ? Problem.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, "The database cannot serve", reason)
                : layout.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, "Unavailable", ErrorPage.Body("The dashboard cannot read its database", reason)))
                .ConfigureAwait(false);
        }
    }
}
