using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Pipeline.Sdk.Graph;

namespace Pipeline.Sdk.Execution;

/// <summary>
/// Results as one tar: <c>results/NAME.json</c> for every target and <c>files/…</c> for the files that outputs name. A tar, because the zips
/// of CI systems lose the right to execute. <c>digest</c>, the last entry, covers all that comes before it.
/// </summary>
internal static class ResultArchive
{
    private const string Results = "results/";
    private const string Files = "files/";
    private const string DigestName = "digest";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Writes the archive beside its place and moves it there when it is whole; otherwise nothing is left of it.</summary>
    /// <exception cref="StepFailedException">A result holds a secret.</exception>
    public static void Export(string file, string root, IEnumerable<TargetResult> results, SecretMasker masker)
    {
        if (Path.GetDirectoryName(file) is { Length: > 0 } folder)
            Directory.CreateDirectory(folder);

        // Two runs may export to one place: each writes a file of its own, and the last one wins.
        var temporary = $"{file}.{Guid.NewGuid():n}.tmp";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew))
            using (var tar = new TarWriter(stream, TarEntryFormat.Pax))
                Write(tar, root, results, new SecretScan(masker), masker);
            File.Move(temporary, file, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>The names of the targets whose results an archive holds, and their outputs as JSON. Nothing is written.</summary>
    public static ImmutableDictionary<string, byte[]> Read(string file)
    {
        var found = ImmutableDictionary.CreateBuilder<string, byte[]>(StringComparer.Ordinal);
        Walk(file, (entry, content) =>
        {
            if (entry.Name.StartsWith(Results, StringComparison.Ordinal))
                found[Path.GetFileNameWithoutExtension(entry.Name)] = content;
        });
        return found.ToImmutable();
    }

    /// <summary>Puts the archive's files back to where they were made, after everything in it was checked.</summary>
    public static void Restore(string file, string root)
    {
        var inside = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root)) + Path.DirectorySeparatorChar;
        var files = new List<(string Path, UnixFileMode Mode, byte[] Content)>();
        Walk(file, (entry, content) =>
        {
            if (!entry.Name.StartsWith(Files, StringComparison.Ordinal))
                return;

            var path = Path.GetFullPath(entry.Name[Files.Length..], root);
            if (entry.EntryType != TarEntryType.RegularFile || !path.StartsWith(inside, StringComparison.Ordinal))
                throw new InvalidPipelineException([HandoffErrors.OutsideRoot(file, entry.Name)]);
            if (LinkCheck.WayOut(root, path) is var (link, place))
                throw new InvalidPipelineException([HandoffErrors.ThroughLink(file, entry.Name, link, place)]);

            files.Add((path, entry.Mode, content));
        });

        foreach (var (path, mode, content) in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path) ?? root);

            // A link is replaced by the file, never written through.
            if (new FileInfo(path).LinkTarget is not null)
                File.Delete(path);
            File.WriteAllBytes(path, content);
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(path, mode);
        }
    }

    /// <summary>An output as its target's type.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "See Write.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "See Write.")]
    public static object? Output(string file, GraphTarget target, byte[] json)
    {
        try
        {
            return target.Definition.Output is { } type ? JsonSerializer.Deserialize(json, type, Json) : null;
        }
        catch (JsonException error)
        {
            throw new InvalidPipelineException([HandoffErrors.Corrupt(file, $"the output of {target.Name} does not fit its type: {error.Message}")]);
        }
    }

    private static void Walk(string file, Action<TarEntry, byte[]> visit)
    {
        if (!File.Exists(file))
            throw new InvalidPipelineException([HandoffErrors.Missing(file)]);

        var entries = new List<(TarEntry Entry, byte[] Content)>();
        var digest = new StringBuilder();
        string? recorded = null;
        try
        {
            using var stream = File.OpenRead(file);
            using var tar = new TarReader(stream);
            while (tar.GetNextEntry(copyData: true) is { } entry)
            {
                var content = Content(entry);
                if (entry.Name == DigestName)
                {
                    recorded = Encoding.UTF8.GetString(content);
                    continue;
                }

                Append(digest, entry.Name, SHA256.HashData(content));
                entries.Add((entry, content));
            }
        }
        catch (Exception error) when (error is IOException or InvalidDataException or FormatException)
        {
            throw new InvalidPipelineException([HandoffErrors.Corrupt(file, error.Message)]);
        }

        if (recorded != digest.ToString())
            throw new InvalidPipelineException([HandoffErrors.Corrupt(file, "its digest does not fit its content")]);

        foreach (var (entry, content) in entries)
            visit(entry, content);
    }

    private static byte[] Content(TarEntry entry)
    {
        if (entry.DataStream is not { } data)
            return [];

        using var memory = new MemoryStream();
        data.CopyTo(memory);
        return memory.ToArray();
    }

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "An author's output type is kept by the author's own program.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "As above; an author who compiles ahead of time will pass a JsonTypeInfo.")]
    private static void Write(TarWriter tar, string root, IEnumerable<TargetResult> results, SecretScan scan, SecretMasker masker)
    {
        var digest = new StringBuilder();
        foreach (var result in results)
        {
            var output = result.Target.Definition.Output is { } type ? JsonSerializer.SerializeToUtf8Bytes(result.Output, type, Json) : "null"u8.ToArray();
            if (scan.Finds(Encoding.UTF8.GetString(output)))
                throw HandoffErrors.SecretInOutput(result.Target.Name);

            Write(tar, Results + result.Target.Name + ".json", new MemoryStream(output), digest);
            if (result.Output is not IFileBacked backed)
                continue;

            foreach (var (name, path) in FilesOf(root, backed.Paths))
            {
                using var content = File.OpenRead(path);
                if (scan.Finds(name) || scan.Finds(content))
                    throw HandoffErrors.SecretInFile(result.Target.Name, masker.Mask(name));

                Write(tar, Files + name, content, digest, OperatingSystem.IsWindows() ? null : File.GetUnixFileMode(path));
            }
        }

        Write(tar, DigestName, new MemoryStream(Encoding.UTF8.GetBytes(digest.ToString())), digest: null);
    }

    private static IEnumerable<(string Name, string Path)> FilesOf(string root, ImmutableArray<string> paths)
    {
        foreach (var path in paths)
        {
            var full = Path.GetFullPath(path, root);
            var files = Directory.Exists(full) ? Directory.EnumerateFiles(full, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal) : (IEnumerable<string>)[full];
            foreach (var item in files)
                yield return (Path.GetRelativePath(root, item).Replace('\\', '/'), item);
        }
    }

    // The content is read twice, not held: a release may be larger than the memory.
    private static void Write(TarWriter tar, string name, Stream content, StringBuilder? digest, UnixFileMode? mode = null)
    {
        if (digest is not null)
            Append(digest, name, SHA256.HashData(content));
        content.Position = 0;
        var entry = new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = content };
        if (mode is { } bits)
            entry.Mode = bits;
        tar.WriteEntry(entry);
    }

    private static void Append(StringBuilder digest, string name, byte[] hash) =>
        digest.Append(Convert.ToHexStringLower(hash)).Append("  ").Append(name).Append('\n');
}
