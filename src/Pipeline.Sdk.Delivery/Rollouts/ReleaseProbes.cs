using System.Collections.Immutable;
using System.Globalization;
using Pipeline.Sdk.LocalHost;

namespace Pipeline.Sdk.Delivery;

/// <summary>
/// Asks the instances of a new release questions of our own. Failures in a row speak against it; answers do not speak for it, because they are no sample of what clients ask.
/// They go past the router, so that they are not counted as traffic.
/// </summary>
internal sealed class ReleaseProbes(ImmutableArray<string> paths, bool http2) : IDisposable
{
    private const int MostInARow = 3;
    private readonly HttpClient _http = LoopbackHttp.ToInstances(http2);
    private readonly Dictionary<string, int> _failures = new(StringComparer.Ordinal);

    /// <summary>What failed too often, or null.</summary>
    public string? Failure { get; private set; }

    public async Task AskAsync(SlotStatus slot, CancellationToken cancellationToken)
    {
        foreach (var instance in slot.Instances)
        {
            foreach (var path in paths)
            {
                var url = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{instance.Port}{path}");
                var problem = await ProblemAsync(url, cancellationToken).ConfigureAwait(false);
                var failures = _failures[url] = problem is null ? 0 : _failures.GetValueOrDefault(url) + 1;
                if (failures >= MostInARow)
                    Failure ??= $"probe {path} of {instance.Id} failed {failures} times in a row: {problem}";
            }
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<string?> ProblemAsync(string url, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await _http.GetAsync(new Uri(url), cancellationToken).ConfigureAwait(false);
            return answer.IsSuccessStatusCode ? null : $"{(int)answer.StatusCode} {answer.ReasonPhrase}";
        }
        catch (Exception error) when (error is HttpRequestException || (error is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return error.Message;
        }
    }
}
