using System.Text.RegularExpressions;
using Pipeline.Sdk.LocalHost;

namespace Pipeline.Sdk.Delivery;

/// <summary>Counts lines in logs that others write: whole lines only, each once, from where a log ended at the first look.</summary>
internal sealed class LogLines
{
    private readonly Dictionary<(string Path, Regex Line), (long Read, long Count)> _seen = [];

    /// <summary>How many lines matched since the first look, in the logs of all instances.</summary>
    public long Count(Regex line, SlotStatus slot) => slot.Instances.Sum(instance => Count(line, instance.LogPath));

    private long Count(Regex line, string path)
    {
        var length = LogFile.Length(path);
        if (!_seen.TryGetValue((path, line), out var seen))
            seen = (length, 0);

        // The host has emptied it: all that is there is new.
        if (length < seen.Read)
            seen = (0, seen.Count);
        if (length > seen.Read)
            seen = Read(line, path, seen);
        _seen[(path, line)] = seen;
        return seen.Count;
    }

    private static (long Read, long Count) Read(Regex line, string path, (long Read, long Count) seen)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        stream.Seek(seen.Read, SeekOrigin.Begin);
        using var reader = new StreamReader(stream);
        var text = reader.ReadToEnd();
        var whole = text[..(text.LastIndexOf('\n') + 1)];
        return (seen.Read + System.Text.Encoding.UTF8.GetByteCount(whole), seen.Count + whole.Split('\n').Count(line.IsMatch));
    }
}
