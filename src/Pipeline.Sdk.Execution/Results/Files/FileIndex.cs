using System.Buffers.Binary;
using System.IO.Hashing;
using System.Security.Cryptography;
using System.Text;

namespace Pipeline.Sdk.Execution.Results;

/// <summary>
/// Content digests of files, remembered with what the system said of the file: a file that did not change is not read again. A file that changed in the last
/// moments before it was read is not remembered, because another change in the same moment could not be told from it (git's "racily clean" rule). Safe for
/// use by many threads; two runs at once cost each other nothing but a reading.
/// </summary>
internal sealed class FileIndex
{
    /// <summary>More than a tick of any kernel's clock.</summary>
    public static readonly TimeSpan Racy = TimeSpan.FromMilliseconds(50);

    private const uint Magic = 0x31584950;
    private const int DigestLength = 32;
    private const int FixedLength = 8 + 8 + 8 + 8 + 2 + DigestLength;

    // A file that was not asked for in so many runs is forgotten.
    private const byte OldestAge = 100;

    private readonly string _root;
    private readonly string _file;
    private readonly TimeProvider _clock;
    private readonly Lock _gate = new();
    private Dictionary<string, Entry>? _entries;
    private bool _isChanged;

    /// <summary>Prepares; nothing is read before the first question.</summary>
    /// <param name="root">The root that paths are relative to, absolute.</param>
    /// <param name="file">Where digests are remembered, absolute.</param>
    /// <param name="clock">The clock that file times are compared with.</param>
    public FileIndex(string root, string file, TimeProvider clock) => (_root, _file, _clock) = (root, file, clock);

    /// <summary>The time that files are compared with.</summary>
    public DateTime Now => _clock.GetUtcNow().UtcDateTime;

    /// <summary>The SHA-256 of a file's content as lower-case hexadecimal digits, or null when it cannot be read.</summary>
    /// <param name="path">Relative to the root, separated by <c>/</c>.</param>
    /// <param name="stat">What the system says of it now.</param>
    public string? Digest(string path, FileStat stat) => Known(path, stat) ?? Read(path, stat);

    /// <summary>The remembered digest, or null when the file is unknown or has changed.</summary>
    public string? Known(string path, FileStat stat)
    {
        lock (_gate)
        {
            var entries = Load();
            if (!entries.TryGetValue(path, out var entry) || entry.Stat != stat)
                return null;

            entry.Age = 0;
            return Convert.ToHexStringLower(entry.Digest);
        }
    }

    /// <summary>Remembers the digest of a file that was just read.</summary>
    /// <param name="path">Relative to the root.</param>
    /// <param name="stat">What the system says of it.</param>
    /// <param name="digest">The digest of its content.</param>
    /// <param name="isOurs">Whether it is settled at once: nobody else writes to it, or its time lies back so far that every write would change it.</param>
    public void Remember(string path, FileStat stat, string digest, bool isOurs = false)
    {
        if (stat.Kind != FileKind.File || !(isOurs || IsSettled(stat)))
            return;

        lock (_gate)
        {
            Load()[path] = new Entry { Stat = stat, Digest = Convert.FromHexString(digest) };
            _isChanged = true;
        }
    }

    /// <summary>Whether the last change lies so far back that another one would show.</summary>
    public bool IsSettled(FileStat stat) => stat.Newest < SettledBefore;

    /// <summary>What changed before this, in nanoseconds since 1970, is settled.</summary>
    public long SettledBefore => (_clock.GetUtcNow() - Racy - DateTimeOffset.UnixEpoch).Ticks * 100;

    /// <summary>Writes what is new. That it cannot be written costs the next run a reading, and nobody else anything.</summary>
    public void Save()
    {
        lock (_gate)
        {
            if (!_isChanged || _entries is null)
                return;

            AtomicFile.TryWrite(_file, Bytes(_entries));
            _isChanged = false;
        }
    }

    private string? Read(string path, FileStat stat)
    {
        try
        {
            var full = Path.Combine(_root, path);
            string digest;
            using (var stream = new FileStream(full, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1, FileOptions.SequentialScan))
                digest = Convert.ToHexStringLower(SHA256.HashData(stream));

            // What was written while it was read has a digest that belongs to neither state.
            if (FileStat.Of(full) == stat)
                Remember(path, stat, digest);
            return digest;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private Dictionary<string, Entry> Load() => _entries ??= Parse(AtomicFile.TryRead(_file));

    private static Dictionary<string, Entry> Parse(byte[]? bytes)
    {
        var entries = new Dictionary<string, Entry>(StringComparer.Ordinal);
        if (bytes is null || bytes.Length < 16)
            return entries;

        var data = bytes.AsSpan(0, bytes.Length - 8);
        if (BinaryPrimitives.ReadUInt32LittleEndian(data) != Magic || XxHash64.HashToUInt64(data) != BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(bytes.Length - 8)))
            return entries;

        for (var rest = data[4..]; rest.Length >= 2 + FixedLength;)
        {
            var length = BinaryPrimitives.ReadUInt16LittleEndian(rest);
            var path = Encoding.UTF8.GetString(rest.Slice(2, length));
            var fields = rest.Slice(2 + length, FixedLength);
            rest = rest[(2 + length + FixedLength)..];
            var entry = new Entry
            {
                Stat = new FileStat(
                    FileKind.File,
                    BinaryPrimitives.ReadInt64LittleEndian(fields),
                    BinaryPrimitives.ReadInt64LittleEndian(fields[8..]),
                    BinaryPrimitives.ReadInt64LittleEndian(fields[16..]),
                    BinaryPrimitives.ReadUInt64LittleEndian(fields[24..]),
                    fields[32] != 0),
                Age = (byte)(fields[33] + 1),
                Digest = fields.Slice(34, DigestLength).ToArray(),
            };
            if (entry.Age <= OldestAge)
                entries[path] = entry;
        }

        return entries;
    }

    private static byte[] Bytes(Dictionary<string, Entry> entries)
    {
        using var stream = new MemoryStream();
        Span<byte> head = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(head, Magic);
        stream.Write(head);
        Span<byte> fields = stackalloc byte[FixedLength];
        Span<byte> length = stackalloc byte[2];
        foreach (var (path, entry) in entries)
        {
            var name = Encoding.UTF8.GetBytes(path);
            if (name.Length > ushort.MaxValue)
                continue;

            BinaryPrimitives.WriteUInt16LittleEndian(length, (ushort)name.Length);
            BinaryPrimitives.WriteInt64LittleEndian(fields, entry.Stat.Size);
            BinaryPrimitives.WriteInt64LittleEndian(fields[8..], entry.Stat.Modified);
            BinaryPrimitives.WriteInt64LittleEndian(fields[16..], entry.Stat.Changed);
            BinaryPrimitives.WriteUInt64LittleEndian(fields[24..], entry.Stat.Inode);
            fields[32] = entry.Stat.IsExecutable ? (byte)1 : (byte)0;
            fields[33] = entry.Age;
            entry.Digest.CopyTo(fields[34..]);
            stream.Write(length);
            stream.Write(name);
            stream.Write(fields);
        }

        var data = stream.GetBuffer().AsSpan(0, (int)stream.Length);
        Span<byte> hash = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(hash, XxHash64.HashToUInt64(data));
        stream.Write(hash);
        return stream.ToArray();
    }

    private sealed class Entry
    {
        public required FileStat Stat { get; init; }

        public required byte[] Digest { get; init; }

        public byte Age { get; set; }
    }
}
