using System.Net.Http.Json;
using System.Text.Json;
using Pipeline.Sdk.LocalHost;

namespace Pipeline.Sdk.Delivery;

/// <summary>Asks the service itself, through the router, which release answers: nobody is told of a success that clients do not see.</summary>
internal sealed class ReadBack
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly LocalHostClient _host;
    private readonly Service _service;
    private readonly TimeProvider _clock;

    public ReadBack(LocalHostClient host, Service service, TimeProvider clock)
    {
        _host = host;
        _service = service;
        _clock = clock;
    }

    /// <summary>Null when the release is what clients see; otherwise what they see instead.</summary>
    public async Task<string?> MismatchAsync(string version, string digest, CancellationToken cancellationToken)
    {
        var started = _clock.GetTimestamp();
        while (true)
        {
            var seen = await LookAsync(version, digest, cancellationToken).ConfigureAwait(false);
            if (seen is null || _clock.GetElapsedTime(started) > Limit)
                return seen;

            await Task.Delay(Pause, _clock, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<string?> LookAsync(string version, string digest, CancellationToken cancellationToken)
    {
        var status = await _host.GetStatusAsync(cancellationToken).ConfigureAwait(false);
        var service = status.Services.FirstOrDefault(service => service.Name == _service.Name);
        var live = service?.Slots.FirstOrDefault(slot => slot.Role == SlotRole.Live);
        if (service is null || live is null)
            return "the host says that nothing is live";
        if (live.Digest != digest)
            return $"the host says that release {live.Version} with digest {live.Digest} is live";

        return _service.VersionPath is { } path ? await AskAsync(service.Url + path, version, digest, cancellationToken).ConfigureAwait(false) : null;
    }

    private static async Task<string?> AskAsync(string url, string version, string digest, CancellationToken cancellationToken)
    {
        using var http = LoopbackHttp.Client(Limit);
        try
        {
            var answer = await http.GetFromJsonAsync(new Uri(url), VersionJson.Default.VersionAnswer, cancellationToken).ConfigureAwait(false);
            return answer?.Version == version && answer.Digest == digest
                ? null
                : $"{url} answered version {answer?.Version ?? "(none)"} with digest {answer?.Digest ?? "(none)"}";
        }
        catch (Exception error) when (error is HttpRequestException or JsonException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return $"{url} did not answer: {error.Message}";
        }
    }
}
