using System.Collections.Concurrent;

namespace Pipeline.Sdk.EndToEnd.Tests;

/// <summary>Clients that ask so many times a second, until they are stopped, and count what they were answered.</summary>
internal sealed class PacedLoad : IAsyncDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(20) };
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _work;
    private int _started;
    private int _requests;
    private int _failed;

    public PacedLoad(string url, int perSecond = 200)
    {
        _work = Task.Run(() => AskAsync(new Uri(url), TimeSpan.FromSeconds(1.0 / perSecond)));
    }

    public int Requests => Volatile.Read(ref _requests);

    /// <summary>Requests that were begun; those of them that have no answer yet are under way.</summary>
    public int Started => Volatile.Read(ref _started);

    public int Failed => Volatile.Read(ref _failed);

    /// <summary>Answers by their text: the releases that were met.</summary>
    public ConcurrentDictionary<string, int> Answers { get; } = [];

    public Task ReachAsync(int requests) => Eventually.BeTrueAsync($"{requests} requests", () => Requests >= requests, seconds: 60);

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _work;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _http.Dispose();
        _stop.Dispose();
    }

    private async Task AskAsync(Uri url, TimeSpan pause)
    {
        var asked = new ConcurrentDictionary<Task, bool>();
        using var timer = new PeriodicTimer(pause);
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await timer.WaitForNextTickAsync(_stop.Token);
            }
            catch (OperationCanceledException)
            {
                break;
            }

            Interlocked.Increment(ref _started);
            var one = OneAsync(url);
            asked[one] = true;
            _ = one.ContinueWith(done => asked.TryRemove(done, out _), TaskScheduler.Default);
        }

        await Task.WhenAll(asked.Keys);
    }

    private async Task OneAsync(Uri url)
    {
        try
        {
            using var response = await _http.GetAsync(url);
            var text = await response.Content.ReadAsStringAsync();
            if (response.IsSuccessStatusCode)
                Answers.AddOrUpdate(text, 1, (_, count) => count + 1);
            else
                Interlocked.Increment(ref _failed);
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            Interlocked.Increment(ref _failed);
        }

        Interlocked.Increment(ref _requests);
    }
}
