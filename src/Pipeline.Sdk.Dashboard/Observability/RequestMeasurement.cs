namespace Pipeline.Sdk.Dashboard;

/// <summary>Measures every request under its route, so that foreign paths and methods cannot multiply the series.</summary>
internal sealed class RequestMeasurement(RequestMetrics metrics, TimeProvider time)
{
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var started = time.GetTimestamp();
        var code = StatusCodes.Status500InternalServerError;
        try
        {
            await next(context).ConfigureAwait(false);
            code = context.Response.StatusCode;
        }
        finally
        {
            metrics.Observe(Route(context), Method(context.Request.Method), code, time.GetElapsedTime(started));
        }
    }

    // Besides ours there is an endpoint that routing itself sets, for a known path with a wrong method.
    private static string Route(HttpContext context) => (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "none";

    private static string Method(string method) =>
        HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsPost(method) ? HttpMethods.GetCanonicalizedValue(method) : "other";
}
