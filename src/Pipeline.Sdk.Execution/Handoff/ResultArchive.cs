using System.Collections.Immutable;
using System.Formats.Tar;
using System.Text;
using Pipeline.Sdk.Execution.Results;

namespace Pipeline.Sdk.Execution;

/// <summary>
/// Stored results as one tar: <c>hand-off</c> says which run made them, <c>results/NAME</c> are the results and <c>contents/DIGEST</c> what their files,
/// outputs and logs consist of, each once. A tar, because the zips of CI systems lose the right to execute and skip files that begin with a dot; here both are
/// data of the result.
/// </summary>
internal static class ResultArchive
{
    private const string ManifestName = "hand-off";
    private const string EndName = "end";
    private const string Results = "results/";
    private const string Contents = "contents/";

    // No manifest and no result is so large; an archive that says otherwise is not ours.
    private const long LargestText = 256_000_000;

    /// <summary>Writes the archive beside its place and moves it there when it is whole; otherwise nothing is left of it.</summary>
    public static void Export(string file, HandoffManifest manifest, IEnumerable<HandedResult> results)
    {
        if (Path.GetDirectoryName(file) is { Length: > 0 } folder)
            Directory.CreateDirectory(folder);

        // Two runs may export to one place: each writes a file of its own, and the last one wins.
        var temporary = AtomicFile.Temporary(file);
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew))
            using (var tar = new TarWriter(stream, TarEntryFormat.Pax))
            {
                Write(tar, ManifestName, new MemoryStream(manifest.ToBytes()));
                var written = new HashSet<string>(StringComparer.Ordinal);
                var count = 0;
                foreach (var result in results)
                {
                    Write(tar, result, written);
                    count++;
                }

                // The last entry: an archive that was cut off between two entries has none.
                Write(tar, EndName, new MemoryStream(Encoding.UTF8.GetBytes(Numerals.Of(count))));
            }

            File.Move(temporary, file, overwrite: true);
        }
        finally
        {
            AtomicFile.TryDelete(temporary);
        }
    }

    /// <summary>Reads an archive: its contents are in the store afterwards, and nothing lies in the checkout yet.</summary>
    /// <exception cref="InvalidPipelineException">It is not there, it is damaged, or it holds something that lies outside of the repository.</exception>
    public static (HandoffManifest Manifest, ImmutableArray<StoredResult> Results) Import(string file, CheckoutStore checkout)
    {
        if (!File.Exists(file))
            throw new InvalidPipelineException([HandoffErrors.Missing(file)]);

        HandoffManifest? manifest = null;
        string? count = null;
        var results = ImmutableArray.CreateBuilder<StoredResult>();
        try
        {
            using var stream = File.OpenRead(file);
            using var tar = new TarReader(stream);
            while (tar.GetNextEntry() is { } entry)
            {
                if (entry.Name == ManifestName)
                    manifest = HandoffManifest.Parse(Bytes(entry)) ?? throw Corrupt(file, "what it says of its run does not fit its check");
                else if (entry.Name.StartsWith(Results, StringComparison.Ordinal))
                    results.Add(ResultText.Read(Bytes(entry)) ?? throw Corrupt(file, $"'{entry.Name}' does not fit its check"));
                else if (entry.Name.StartsWith(Contents, StringComparison.Ordinal))
                    Take(file, entry, checkout);
                else
                    count = entry.Name == EndName ? Encoding.UTF8.GetString(Bytes(entry)) : throw Corrupt(file, $"'{entry.Name}' is nothing that an archive has");
            }
        }
        catch (Exception error) when (error is IOException or InvalidDataException or FormatException or ArgumentException or OverflowException)
        {
            throw Corrupt(file, error.Message);
        }

        if (manifest is null)
            throw Corrupt(file, "it is no archive of results");
        if (count != Numerals.Of(results.Count))
            throw Corrupt(file, "its end is missing");

        foreach (var result in results)
            Check(file, result, checkout);
        return (manifest, results.ToImmutable());
    }

    /// <summary>What an archive says of its run, or null when it says nothing that can be read.</summary>
    public static HandoffManifest? Peek(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            using var tar = new TarReader(stream);
            return tar.GetNextEntry() is { Name: ManifestName } entry ? HandoffManifest.Parse(Bytes(entry)) : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException or FormatException)
        {
            return null;
        }
    }

    private static void Write(TarWriter tar, HandedResult handed, HashSet<string> written)
    {
        foreach (var digest in handed.Result.Blobs())
        {
            if (!written.Add(digest))
                continue;

            using var content = handed.Open(digest);
            Write(tar, Contents + digest, content);
        }

        Write(tar, Results + handed.Result.Target, new MemoryStream(ResultText.Write(handed.Result)));
    }

    private static void Write(TarWriter tar, string name, Stream content) =>
        tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = content });

    // Straight into the store, through a file: a release may be larger than the memory.
    private static void Take(string file, TarEntry entry, CheckoutStore checkout)
    {
        var digest = entry.Name[Contents.Length..];
        if (digest.Length != 64 || !digest.All(char.IsAsciiHexDigitLower))
            throw Corrupt(file, $"'{entry.Name}' is no digest");
        if (checkout.Store.IsGood(digest))
            return;

        var temporary = AtomicFile.Temporary(Path.Combine(checkout.Folder, "import"));
        try
        {
            Directory.CreateDirectory(checkout.Folder);
            using (var target = new FileStream(temporary, FileMode.CreateNew))
                entry.DataStream?.CopyTo(target);
            if (!checkout.Store.PutContent(digest, temporary))
                throw Corrupt(file, $"the content '{digest}' is not what its digest says");
        }
        finally
        {
            AtomicFile.TryDelete(temporary);
        }
    }

    private static void Check(string file, StoredResult result, CheckoutStore checkout)
    {
        foreach (var digest in result.Blobs())
        {
            if (!checkout.Store.IsGood(digest))
                throw Corrupt(file, $"a content of the result of {result.Target} is missing");
        }

        foreach (var stored in result.Files)
        {
            var path = Path.GetFullPath(stored.Path, checkout.Root);
            if (Path.IsPathRooted(stored.Path) || ResultFiles.LeadsOut(checkout.Root, checkout.Root, stored.Path) || ResultFiles.IsRoot(checkout.Root, path))
                throw new InvalidPipelineException([HandoffErrors.OutsideRoot(file, stored.Path)]);
            if (stored.LinkTarget is { } target && (Path.IsPathRooted(target) || ResultFiles.LeadsOut(checkout.Root, Path.GetDirectoryName(path) ?? checkout.Root, target)))
                throw new InvalidPipelineException([HandoffErrors.OutsideRoot(file, $"{stored.Path} → {target}")]);
            if (LinkCheck.WayOut(checkout.Root, path) is var (link, place))
                throw new InvalidPipelineException([HandoffErrors.ThroughLink(file, stored.Path, link, place)]);
        }
    }

    private static byte[] Bytes(TarEntry entry)
    {
        if (entry.DataStream is not { } data)
            return [];
        if (entry.Length > LargestText)
            throw new InvalidDataException($"'{entry.Name}' is too large");

        using var memory = new MemoryStream();
        data.CopyTo(memory);
        return memory.ToArray();
    }

    private static InvalidPipelineException Corrupt(string file, string reason) => new([HandoffErrors.Corrupt(file, reason)]);
}
