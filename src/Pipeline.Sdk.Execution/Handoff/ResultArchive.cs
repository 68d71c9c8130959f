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

    /// <summary>Writes the archive beside its place and moves it there when it is whole.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "An author's output type is kept by the author's own program.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "As above; an author who compiles ahead of time will pass a JsonTypeInfo.")]
    public static void Export(string file, string root, IEnumerable<TargetResult> results)
    {
        if (Path.GetDirectoryName(file) is { Length: > 0 } folder)
            Directory.CreateDirectory(folder);
        var temporary = file + ".tmp";
        using (var stream = File.Create(temporary))
        using (var tar = new TarWriter(stream, TarEntryFormat.Pax))
        {
            var digest = new StringBuilder();
            foreach (var result in results)
            {
                var output = result.Target.Definition.Output is { } type ? JsonSerializer.SerializeToUtf8Bytes(result.Output, type, Json) : "null"u8.ToArray();
                Write(tar, Results + result.Target.Name + ".json", output, digest);
                if (result.Output is IFileBacked backed)
                    WriteFiles(tar, root, backed.Paths, digest);
            }

            Write(tar, DigestName, Encoding.UTF8.GetBytes(digest.ToString()), digest: null);
        }

        File.Move(temporary, file, overwrite: true);
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

            files.Add((path, entry.Mode, content));
        });

        foreach (var (path, mode, content) in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path) ?? root);
            File.WriteAllBytes(path, content);
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(path, mode);
        }
    }

    /// <summary>An output as its target's type.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "See Export.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "See Export.")]
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

                Append(digest, entry.Name, content);
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

    private static void WriteFiles(TarWriter tar, string root, ImmutableArray<string> paths, StringBuilder digest)
    {
        foreach (var path in paths)
        {
            var full = Path.GetFullPath(path, root);
            var files = Directory.Exists(full) ? Directory.EnumerateFiles(full, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal) : (IEnumerable<string>)[full];
            foreach (var item in files)
            {
                var name = Path.GetRelativePath(root, item).Replace('\\', '/');
                Write(tar, Files + name, File.ReadAllBytes(item), digest, OperatingSystem.IsWindows() ? null : File.GetUnixFileMode(item));
            }
        }
    }

    private static void Write(TarWriter tar, string name, byte[] content, StringBuilder? digest, UnixFileMode? mode = null)
    {
        var entry = new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content) };
        if (mode is { } bits)
            entry.Mode = bits;
        tar.WriteEntry(entry);
        if (digest is not null)
            Append(digest, name, content);
    }

    private static void Append(StringBuilder digest, string name, byte[] content) =>
        digest.Append(Convert.ToHexStringLower(SHA256.HashData(content))).Append("  ").Append(name).Append('\n');
}
