using System.Collections.Concurrent;

namespace Pipeline.Sdk.LocalHost.Tests;

/// <summary>Concurrent clients that ask as fast as they are answered, until they are stopped.</summary>
internal sealed class Load
{
    private readonly HttpClient _http;
    private readonly Task _work;
    private volatile bool _stopped;
    private int _requests;

    public Load(HttpClient http, string url, int clients = 8, string path = "/")
    {
        _http = http;
        _work = Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(() => AskAsync(url + path))));
    }

    public int Requests => Volatile.Read(ref _requests);

    public ConcurrentQueue<string> Failures { get; } = [];

    public ConcurrentDictionary<string, int> Answers { get; } = [];

    public Task ReachAsync(int requests) => Eventually.BeTrueAsync($"{requests} requests", () => Requests >= requests, seconds: 30);

    public async Task StopAsync()
    {
        _stopped = true;
        await _work;
    }

    private async Task AskAsync(string url)
    {
        while (!_stopped)
        {
            try
            {
                using var response = await _http.GetAsync(new Uri(url));
                var text = await response.Content.ReadAsStringAsync();
                if (response.IsSuccessStatusCode)
                    Answers.AddOrUpdate(text, 1, (_, count) => count + 1);
                else
                    Failures.Enqueue($"{(int)response.StatusCode} {text}");
            }
            catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
            {
                Failures.Enqueue(exception.Message);
            }

            Interlocked.Increment(ref _requests);
        }
    }
}
