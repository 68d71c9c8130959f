using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace Pipeline.Sdk.Delivery;

/// <summary>An environment's journal: one JSON object a line, only ever appended to, each line on the disk before what it announces is done.</summary>
internal sealed class DeploymentJournal
{
    private readonly string _path;

    public DeploymentJournal(string path) => _path = path;

    /// <summary>Appends an entry and waits until the disk has it.</summary>
    public void Append(JournalEntry entry)
    {
        var line = JsonSerializer.Serialize(entry, JournalJson.Default.JournalEntry) + "\n";
        using var stream = new FileStream(_path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);

        // A writer that was killed in the middle of a line leaves half of one: it is closed off, so that it spoils only itself.
        stream.Seek(0, SeekOrigin.End);
        if (stream.Length > 0)
        {
            stream.Seek(-1, SeekOrigin.End);
            if (stream.ReadByte() != '\n')
                line = "\n" + line;
        }

        stream.Write(Encoding.UTF8.GetBytes(line));
        stream.Flush(flushToDisk: true);
    }

    /// <summary>All whole entries, oldest first. Half a line, which only a killed writer leaves, is passed over.</summary>
    public ImmutableArray<JournalEntry> Read()
    {
        if (!File.Exists(_path))
            return [];

        var entries = ImmutableArray.CreateBuilder<JournalEntry>();
        using var stream = new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (TryParse(line) is { } entry)
                entries.Add(entry);
        }

        return entries.ToImmutable();
    }

    private static JournalEntry? TryParse(string line)
    {
        try
        {
            return line.Length == 0 ? null : JsonSerializer.Deserialize(line, JournalJson.Default.JournalEntry);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
