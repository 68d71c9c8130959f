using System.Collections.Concurrent;

namespace Pipeline.Sdk.Watching;

/// <summary>
/// Notices changes of a repository's files: not those of git, of the pipeline itself, of build outputs and packages. Top-level folders that are left out are
/// not watched at all, since every folder below a watched one costs the system a watch.
/// </summary>
internal sealed class ChangeWatcher : IDisposable
{
    private static readonly HashSet<string> _leftOut = new(StringComparer.OrdinalIgnoreCase) { ".git", ".pipeline", "artifacts", "bin", "obj", "node_modules", ".vs", ".idea" };

    private readonly string _root;
    private readonly GitIgnore _ignore;
    private readonly List<FileSystemWatcher> _watchers = [];
    private readonly ConcurrentDictionary<string, bool> _changed = new(StringComparer.Ordinal);
    private readonly AutoResetEvent _signal = new(initialState: false);

    public ChangeWatcher(string root, GitIgnore ignore)
    {
        _root = root;
        _ignore = ignore;
        Watch(root, isDeep: false);
        foreach (var folder in Directory.EnumerateDirectories(root))
        {
            if (!_leftOut.Contains(Path.GetFileName(folder)))
                Watch(folder, isDeep: true);
        }
    }

    /// <summary>Waits until something changed and then nothing for a while.</summary>
    /// <param name="quiet">How long nothing may change.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What changed, relative to the root, in order; empty when the wait was ended.</returns>
    public IReadOnlyList<string> Wait(TimeSpan quiet, CancellationToken cancellationToken)
    {
        var handles = new[] { _signal, cancellationToken.WaitHandle };
        while (!cancellationToken.IsCancellationRequested)
        {
            WaitHandle.WaitAny(handles);
            while (WaitHandle.WaitAny(handles, quiet) == 0)
            {
            }

            // Git, ended by the same Ctrl-C, ignores nothing: what it did not answer is no change.
            var changed = Take(cancellationToken);
            if (changed.Count > 0 && !cancellationToken.IsCancellationRequested)
                return changed;
        }

        return [];
    }

    public void Dispose()
    {
        foreach (var watcher in _watchers)
            watcher.Dispose();
        _signal.Dispose();
    }

    private IReadOnlyList<string> Take(CancellationToken cancellationToken)
    {
        var taken = new List<string>();
        foreach (var path in _changed.Keys)
        {
            if (_changed.TryRemove(path, out _))
                taken.Add(path);
        }

        taken.Sort(StringComparer.Ordinal);
        return _ignore.Filter(taken, cancellationToken);
    }

    private void Watch(string folder, bool isDeep)
    {
        var watcher = new FileSystemWatcher(folder)
        {
            IncludeSubdirectories = isDeep,
            NotifyFilter = NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.LastWrite | NotifyFilters.Size,
        };
        watcher.Changed += (_, change) => Note(change.FullPath);
        watcher.Created += (_, change) => Note(change.FullPath);
        watcher.Deleted += (_, change) => Note(change.FullPath);
        watcher.Renamed += (_, change) => Note(change.FullPath);

        // An overflow loses names, not the fact that something changed.
        watcher.Error += (_, _) => Note(folder);
        watcher.EnableRaisingEvents = true;
        _watchers.Add(watcher);
    }

    private void Note(string path)
    {
        var relative = Path.GetRelativePath(_root, path).Replace('\\', '/');
        foreach (var part in relative.Split('/'))
        {
            if (_leftOut.Contains(part))
                return;
        }

        _changed[relative] = true;
        try
        {
            _signal.Set();
        }
        catch (ObjectDisposedException)
        {
            // The last change of a watch that has ended.
        }
    }
}
