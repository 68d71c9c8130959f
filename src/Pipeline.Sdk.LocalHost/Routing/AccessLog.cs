using System.Globalization;
using System.Threading.Channels;
using Pipeline.Sdk.LocalHost.Logging;

namespace Pipeline.Sdk.LocalHost.Routing;

/// <summary>
/// One line per request: time, slot, instance, status, milliseconds, method, path. Without the query, which may hold secrets. A writer of its own takes the lines, so that no request waits
/// for the disk; when it cannot keep up, lines are dropped and counted in the host's log.
/// </summary>
internal sealed class AccessLog : IAsyncDisposable
{
    private const int Queue = 10_000;
    private readonly Channel<string> _lines = Channel.CreateBounded<string>(new BoundedChannelOptions(Queue) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
    private readonly Task _writer;
    private readonly string _path;
    private readonly HostLog _log;
    private long _dropped;

    public AccessLog(string path, HostLog log)
    {
        (_path, _log) = (path, log);
        _writer = Task.Run(WriteAsync);
    }

    public void Add(DateTimeOffset time, string slot, string instance, int status, double seconds, string method, string? path)
    {
        var line = string.Create(CultureInfo.InvariantCulture, $"{time.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'} {slot} {instance} {status} {seconds * 1000:0.0} {method} {path}\n");
        if (!_lines.Writer.TryWrite(line))
            Interlocked.Increment(ref _dropped);
    }

    public async ValueTask DisposeAsync()
    {
        _lines.Writer.TryComplete();
        await _writer.ConfigureAwait(false);
    }

    private async Task WriteAsync()
    {
        while (await _lines.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            try
            {
                LogFile.RotateWhenLarge(_path);
                var file = new StreamWriter(_path, append: true);
                await using (file.ConfigureAwait(false))
                {
                    while (_lines.Reader.TryRead(out var line))
                        await file.WriteAsync(line).ConfigureAwait(false);
                }
            }
            catch (IOException exception)
            {
                // A full disk must not take the traffic down.
                _log.Error("access-log-failed", exception, ("file", _path));
            }

            if (Interlocked.Exchange(ref _dropped, 0) is > 0 and var dropped)
                _log.Warning("access-log-dropped", ("file", _path), ("lines", dropped));
        }
    }
}
