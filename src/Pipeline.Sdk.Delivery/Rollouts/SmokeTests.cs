using Pipeline.Sdk.LocalHost;

namespace Pipeline.Sdk.Delivery;

/// <summary>Asks a new release, on the preview of its service, whether it works. All questions are asked, and all wrong answers told.</summary>
internal sealed class SmokeTests(LocalEnvironment local, Service service, LocalHostClient host)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);
    private const int Shown = 200;

    /// <exception cref="StepFailedException">An answer was wrong.</exception>
    public async Task RunAsync()
    {
        var status = await host.GetStatusAsync(local.Run.CancellationToken).ConfigureAwait(false);
        var preview = status.Find(service.Name)?.PreviewUrl ?? "";
        using var http = LoopbackHttp.Client(Limit);
        var wrong = new List<string>();
        foreach (var test in service.SmokeTests)
        {
            if (await AskAsync(http, preview + test.Path, test.Contains).ConfigureAwait(false) is { } problem)
                wrong.Add($"{test.Path}: {problem}");
        }

        if (wrong.Count > 0)
            throw DeliveryErrors.SmokeTestsFailed(service.Name, preview, wrong);
        local.Run.Log.Info($"{service.SmokeTests.Length} smoke tests passed at {preview}");
    }

    private async Task<string?> AskAsync(HttpClient http, string url, string? contains)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri(url), local.Run.CancellationToken).ConfigureAwait(false);
            var text = await answer.Content.ReadAsStringAsync(local.Run.CancellationToken).ConfigureAwait(false);
            if (!answer.IsSuccessStatusCode)
                return $"{(int)answer.StatusCode} {answer.ReasonPhrase}";
            return contains is null || text.Contains(contains, StringComparison.Ordinal) ? null : $"'{contains}' is not in the answer: {text[..Math.Min(text.Length, Shown)]}";
        }
        catch (Exception error) when (error is HttpRequestException || (error is TaskCanceledException && !local.Run.CancellationToken.IsCancellationRequested))
        {
            return error.Message;
        }
    }
}
