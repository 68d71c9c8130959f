using System.Security.Cryptography;
using System.Text;
using Microsoft.Net.Http.Headers;

namespace Pipeline.Sdk.Dashboard;

/// <summary>Lets only reporters in that present the token.</summary>
internal sealed class ReportToken(string? token)
{
    private readonly byte[]? _expected = token is null ? null : Hash(token);

    /// <summary>True when the request may report; otherwise the answer has been written.</summary>
    public async Task<bool> AdmitsAsync(HttpContext context)
    {
        if (_expected is null)
        {
            await Problem.WriteAsync(
                context,
                StatusCodes.Status503ServiceUnavailable,
                "Reports are switched off",
                "This dashboard runs without DASHBOARD_REPORT_TOKEN. Set it for the service and for the pipeline that reports.").ConfigureAwait(false);
            return false;
        }

        if (Presented(context.Request) is { } presented && CryptographicOperations.FixedTimeEquals(Hash(presented), _expected)) return true;

        context.Response.Headers.WWWAuthenticate = "Bearer realm=\"dashboard\"";
        await Problem.WriteAsync(
            context, StatusCodes.Status401Unauthorized, "The token is missing or wrong", "Send 'Authorization: Bearer <DASHBOARD_REPORT_TOKEN>'.").ConfigureAwait(false);
        return false;
    }

    private static string? Presented(HttpRequest request)
    {
        const string Scheme = "Bearer ";
        var header = request.Headers[HeaderNames.Authorization].ToString();
        return header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim() : null;
    }

    // Hashes have one length: comparing them tells nothing about the token's.
    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
