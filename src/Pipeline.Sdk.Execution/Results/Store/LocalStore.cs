using System.Security.Cryptography;

namespace Pipeline.Sdk.Execution.Results;

/// <summary>
/// The store in a folder of the checkout: <c>results/</c> by key and <c>contents/</c> by digest, every file whole or not at all. Contents lie there
/// uncompressed, so that a copy can be a clone on file systems that can do that.
/// </summary>
internal sealed class LocalStore : IResultStore
{
    private readonly string _root;
    private readonly string _place;
    private readonly FileIndex _index;
    private readonly TimeProvider _clock;
    private long _added;

    /// <summary>Prepares a store; nothing is made before something is kept.</summary>
    /// <param name="root">The repository's root, absolute.</param>
    /// <param name="place">The store's folder, relative to the root, separated by <c>/</c>; or absolute.</param>
    /// <param name="index">Knows which contents were looked at and did not change since.</param>
    /// <param name="clock">Tells when a result was last of use.</param>
    public LocalStore(string root, string place, FileIndex index, TimeProvider clock) => (_root, _place, _index, _clock) = (root, place, index, clock);

    /// <summary>Hears of what was found broken; for people.</summary>
    public Action<string> Warn { get; init; } = _ => { };

    public string Folder => Path.Combine(_root, _place);

    /// <summary>Bytes that this process has added.</summary>
    public long Added => Interlocked.Read(ref _added);

    public StoredResult? Get(string key)
    {
        var file = ResultFile(key);
        if (AtomicFile.TryRead(file) is not { } bytes)
            return null;
        if (ResultText.Read(bytes) is not { } result || result.Key != key)
        {
            Warn($"The stored result {Relative(file)} is damaged; it was removed.");
            AtomicFile.TryDelete(file);
            return null;
        }

        Touch(file);
        return result;
    }

    /// <summary>Whether there is a result under a key, without reading it; it was of use then.</summary>
    public bool Has(string key)
    {
        var file = ResultFile(key);
        var stat = FileStat.Of(file);
        if (stat.Kind != FileKind.File)
            return false;

        if (stat.Modified < (_clock.GetUtcNow() - TimeSpan.FromDays(1) - DateTimeOffset.UnixEpoch).Ticks * 100)
            Touch(file);
        return true;
    }

    /// <summary>Whether every content of a result is there and undamaged. What was looked at before and did not change since is not read.</summary>
    public bool IsWhole(StoredResult result)
    {
        foreach (var digest in result.Blobs())
        {
            if (!IsGood(digest))
                return false;
        }

        return true;
    }

    public void Put(string key, StoredResult result)
    {
        var bytes = ResultText.Write(result);
        Interlocked.Add(ref _added, bytes.Length);
        if (AtomicFile.TryWrite(ResultFile(key), bytes) is { } problem)
            throw new IOException(problem);
    }

    public bool GetContent(string digest, string file)
    {
        if (!IsGood(digest))
            return false;

        File.Copy(ContentFile(digest), file);
        return true;
    }

    public bool PutContent(string digest, string file)
    {
        if (IsGood(digest))
            return true;

        var place = ContentFile(digest);
        var temporary = AtomicFile.Temporary(place);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(place) ?? Folder);
            File.Copy(file, temporary);

            // What was copied is looked at, not what it was copied from: that may change under our hands.
            string copied;
            using (var stream = File.OpenRead(temporary))
                copied = Convert.ToHexStringLower(SHA256.HashData(stream));
            if (copied != digest)
                return false;

            Keep(temporary, place, digest);
            return true;
        }
        finally
        {
            AtomicFile.TryDelete(temporary);
        }
    }

    /// <summary>Keeps a content that lies in memory.</summary>
    /// <returns>Its digest.</returns>
    public string PutContent(ReadOnlySpan<byte> content)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(content));
        if (IsGood(digest))
            return digest;

        var place = ContentFile(digest);
        var temporary = AtomicFile.Temporary(place);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(place) ?? Folder);
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1))
                stream.Write(content);
            Keep(temporary, place, digest);
            return digest;
        }
        finally
        {
            AtomicFile.TryDelete(temporary);
        }
    }

    /// <summary>A content as bytes, or null when it is not there or damaged.</summary>
    public byte[]? Bytes(string digest) => IsGood(digest) ? AtomicFile.TryRead(ContentFile(digest)) : null;

    public string ResultFile(string key) => Path.Combine(Folder, "results", key[..2], key);

    public string ContentFile(string digest) => Path.Combine(Folder, "contents", digest[..2], digest);

    /// <summary>Whether a content is there and is what its digest says; a damaged one is removed.</summary>
    public bool IsGood(string digest)
    {
        var file = ContentFile(digest);
        var stat = FileStat.Of(file);
        if (stat.Kind != FileKind.File)
            return false;

        var name = Name(digest);
        if (_index.Known(name, stat) == digest)
            return true;

        string? found;
        try
        {
            using var stream = File.OpenRead(file);
            found = Convert.ToHexStringLower(SHA256.HashData(stream));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Warn($"The stored content {Relative(file)} cannot be read: {error.Message}");
            return false;
        }

        if (found == digest)
        {
            _index.Remember(name, stat, digest, isOurs: true);
            return true;
        }

        Warn($"The stored content {Relative(file)} is damaged; it was removed.");
        AtomicFile.TryDelete(file);
        return false;
    }

    private string Name(string digest) => string.Concat(_place, "/contents/", digest.AsSpan(0, 2), "/") + digest;

    private string Relative(string file) => Path.GetRelativePath(_root, file);

    private void Keep(string temporary, string place, string digest)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(temporary, UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        Interlocked.Add(ref _added, new FileInfo(temporary).Length);
        File.Move(temporary, place, overwrite: true);
        _index.Remember(Name(digest), FileStat.Of(place), digest, isOurs: true);
    }

    // When a result was last of use, so that the least useful goes first. Once a day is often enough, and a store that cannot be written still serves.
    private void Touch(string file)
    {
        try
        {
            var now = _clock.GetUtcNow().UtcDateTime;
            if (now - File.GetLastWriteTimeUtc(file) > TimeSpan.FromDays(1))
                File.SetLastWriteTimeUtc(file, now);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
        }
    }
}
