namespace Pipeline.Sdk.Dashboard;

/// <summary>Headers of every response. Nothing is loaded and nothing is executed; only our own style sheet, by its hash, applies.</summary>
internal static class SecurityHeaders
{
    private static readonly string Policy =
        $"default-src 'none'; style-src '{Stylesheet.Hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "no-store";
        return next(context);
    }
}
