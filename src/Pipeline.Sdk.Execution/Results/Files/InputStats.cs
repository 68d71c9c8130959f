namespace Pipeline.Sdk.Execution.Results;

/// <summary>Asks the system about many files, on two threads where there are enough of them to be worth one.</summary>
internal sealed class InputStats
{
    private const int WorthAThread = 2000;

    private readonly string _root;
    private readonly List<string> _paths;
    private readonly InputFile[] _files;
    private readonly long _settledBefore;

    /// <summary>Prepares.</summary>
    /// <param name="root">The root, absolute, without a separator at its end.</param>
    /// <param name="paths">The files, relative to it.</param>
    /// <param name="files">Receives what the system says of each, in the same order.</param>
    /// <param name="settledBefore">See <see cref="FileIndex.SettledBefore"/>.</param>
    public InputStats(string root, List<string> paths, InputFile[] files, long settledBefore) =>
        (_root, _paths, _files, _settledBefore) = (Path.TrimEndingDirectorySeparator(root), paths, files, settledBefore);

    /// <summary>One number for all; see <see cref="InputState.Print"/>.</summary>
    public Print Print { get; private set; }

    /// <summary>Whether every change is settled.</summary>
    public bool IsSettled { get; private set; } = true;

    public void Run()
    {
        Print = new Print(0, (ulong)_files.Length);
        if (_files.Length < WorthAThread || Environment.ProcessorCount == 1)
        {
            Look(0, _files.Length);
            return;
        }

        var half = _files.Length / 2;
        var other = new InputStats(_root, _paths, _files, _settledBefore);
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                other.Look(half, _files.Length);
            }
            catch (Exception error)
            {
                // It is told on the thread that asked.
                failure = error;
            }
        });
        thread.Start();
        Look(0, half);
        thread.Join();
        if (failure is not null)
            throw new IOException(failure.Message, failure);

        Print ^= other.Print;
        IsSettled &= other.IsSettled;
    }

    /// <summary>What a link leads to in the end; null when it leads in a circle.</summary>
    public static string? EndOf(string link)
    {
        try
        {
            return RealPath.Of(link);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private void Look(int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            var path = _paths[i];
            var stat = FileStat.Of(_root, path);
            _files[i] = new InputFile(path, stat);
            Print ^= InputState.Of(path, stat);

            // What cannot be looked at, for its name or because it has just gone, may change without anybody noticing.
            IsSettled &= stat.Exists && stat.Newest < _settledBefore;
            if (stat.Kind != FileKind.Link)
                continue;

            var end = EndOf(Path.Combine(_root, path)) is { } place ? FileStat.Of(place) : default;
            Print ^= InputState.Of(path + "/", end);
            IsSettled &= end.Newest < _settledBefore;
        }
    }
}
