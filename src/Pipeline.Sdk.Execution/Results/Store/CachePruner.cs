namespace Pipeline.Sdk.Execution.Results;

/// <summary>Removes results, the least recently used first, and then the contents that no result has any more.</summary>
internal sealed class CachePruner
{
    // Contents are stored before the result that has them: what is so young may belong to a result that another run is about to store.
    private static readonly TimeSpan _young = TimeSpan.FromHours(1);

    private readonly LocalStore _store;
    private readonly TimeProvider _clock;

    public CachePruner(LocalStore store, TimeProvider clock) => (_store, _clock) = (store, clock);

    /// <summary>Files below a folder that are still there.</summary>
    public static IEnumerable<FileInfo> Files(string folder) =>
        Directory.Exists(folder) ? new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories) : [];

    /// <summary>Brings the store down to a size.</summary>
    /// <param name="limit">Bytes that may stay.</param>
    /// <returns>Results removed, bytes removed, bytes left.</returns>
    public (int Results, long Removed, long Left) Prune(long limit)
    {
        var contents = Files(Path.Combine(_store.Folder, "contents")).ToDictionary(file => file.Name, file => file, StringComparer.Ordinal);
        var results = new List<(FileInfo File, List<string> Blobs)>();
        var users = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var file in Files(Path.Combine(_store.Folder, "results")).OrderByDescending(file => file.LastWriteTimeUtc))
        {
            var blobs = AtomicFile.TryRead(file.FullName) is { } bytes && ResultText.Read(bytes) is { } result ? result.Blobs().Distinct(StringComparer.Ordinal).ToList() : [];
            results.Add((file, blobs));
            foreach (var blob in blobs)
                users[blob] = users.GetValueOrDefault(blob) + 1;
        }

        var left = contents.Values.Sum(file => file.Length) + results.Sum(result => result.File.Length);
        var (count, removed) = (0, 0L);
        foreach (var (name, file) in contents)
        {
            if (!users.ContainsKey(name) && _clock.GetUtcNow().UtcDateTime - file.LastWriteTimeUtc > _young)
                Remove(file, ref left, ref removed);
        }

        for (var i = results.Count - 1; i >= 0 && left > limit; i--)
        {
            count++;
            Remove(results[i].File, ref left, ref removed);
            foreach (var blob in results[i].Blobs)
            {
                if (--users[blob] == 0 && contents.TryGetValue(blob, out var file))
                    Remove(file, ref left, ref removed);
            }
        }

        return (count, removed, left);
    }

    private static void Remove(FileInfo file, ref long left, ref long removed)
    {
        AtomicFile.TryDelete(file.FullName);
        left -= file.Length;
        removed += file.Length;
    }
}
