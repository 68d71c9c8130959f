using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Pipeline.Sdk.Dashboard;

/// <summary>The two verbs that deployments and runs have in common: report one, list the newest.</summary>
internal static class ReportEndpoint
{
    public delegate T Reader<out T>(JsonElement body, out SortedDictionary<string, List<string>> errors);

    public static async Task PostAsync<T>(HttpContext context, ReportToken token, Reader<T> read, Func<T, bool> save, JsonTypeInfo<T> json)
    {
        if (!await token.AdmitsAsync(context).ConfigureAwait(false)) return;
        using var body = await JsonBody.ReadAsync(context).ConfigureAwait(false);
        if (body is null) return;

        var report = read(body.RootElement, out var errors);
        if (errors.Count > 0)
        {
            await Problem.WriteAsync(context, StatusCodes.Status400BadRequest, "The report is not valid", errors: errors).ConfigureAwait(false);
            return;
        }

        context.Response.StatusCode = save(report) ? StatusCodes.Status201Created : StatusCodes.Status200OK;
        await context.Response.WriteAsJsonAsync(report, json, contentType: null, context.RequestAborted).ConfigureAwait(false);
    }

    public static Task GetAsync<T>(HttpContext context, Func<string?, int, IReadOnlyList<T>> list, JsonTypeInfo<IReadOnlyList<T>> json) =>
        ListQuery.From(context.Request) is { } query
            ? context.Response.WriteAsJsonAsync(list(query.Environment, query.Limit), json, contentType: null, context.RequestAborted)
            : Problem.WriteAsync(context, StatusCodes.Status400BadRequest, "The limit is not valid", $"Valid is a whole number from 1 to {ListQuery.Highest}.");
}
