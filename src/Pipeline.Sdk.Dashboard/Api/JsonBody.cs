using System.Text.Json;
using Microsoft.Net.Http.Headers;

namespace Pipeline.Sdk.Dashboard;

/// <summary>Reads a request's body as one JSON object.</summary>
internal static class JsonBody
{
    /// <summary>The body; null when it is none, in which case the answer has been written.</summary>
    public static async Task<JsonDocument?> ReadAsync(HttpContext context)
    {
        if (!IsJson(context.Request.ContentType))
        {
            await Problem.WriteAsync(context, StatusCodes.Status415UnsupportedMediaType, "Send application/json").ConfigureAwait(false);
            return null;
        }

        try
        {
            var document = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted).ConfigureAwait(false);
            if (document.RootElement.ValueKind == JsonValueKind.Object) return document;

            document.Dispose();
            await Problem.WriteAsync(context, StatusCodes.Status400BadRequest, "The body is no JSON object").ConfigureAwait(false);
        }
        catch (JsonException invalid)
        {
            await Problem.WriteAsync(context, StatusCodes.Status400BadRequest, "The body is no JSON", invalid.Message).ConfigureAwait(false);
        }
        catch (BadHttpRequestException refused)
        {
            // Kestrel's limits: 413 for more than 1 MB.
            await Problem.WriteAsync(context, refused.StatusCode, "The body was refused", refused.Message).ConfigureAwait(false);
        }

        return null;
    }

    // Strict, because anything else a browser could send from a foreign page.
    private static bool IsJson(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type) && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase);
}
