using System.Globalization;

namespace Pipeline.Sdk.Dashboard;

/// <summary>What <c>?environment=…&amp;limit=…</c> asks for.</summary>
internal sealed record ListQuery(string? Environment, int Limit)
{
    public const int Highest = 500;

    private const int Usual = 50;

    /// <summary>The query; null when the limit is no valid one.</summary>
    public static ListQuery? From(HttpRequest request)
    {
        var environment = EnvironmentOf(request);
        var limit = request.Query["limit"].ToString();
        if (limit.Length == 0) return new ListQuery(environment, Usual);

        return int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= Highest
            ? new ListQuery(environment, number)
            : null;
    }

    public static string? EnvironmentOf(HttpRequest request) => request.Query["environment"].ToString() is { Length: > 0 } environment ? environment : null;
}
