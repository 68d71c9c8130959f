using System.Collections.Immutable;
using System.Text.Json;

namespace Pipeline.Sdk.Delivery;

/// <summary>What is known of an environment's stored releases beside their files: the release as it was made, and its provenance. With it a release can be deployed without its package.</summary>
/// <param name="environment">The environment's folder, absolute.</param>
internal sealed class ReleaseRecords(string environment)
{
    private string Folder => Path.Combine(environment, "release-records");

    /// <summary>Keeps a release's record. The first one stays: the files are the same, and what they were deployed with before must not change.</summary>
    /// <param name="release">The release.</param>
    /// <param name="stored">Its stored files, absolute.</param>
    /// <param name="provenance">Its provenance, or null.</param>
    public void Keep(Release release, string stored, byte[]? provenance)
    {
        var record = PathOf(release.Digest);
        if (File.Exists(record))
            return;

        Directory.CreateDirectory(Folder);
        var statement = Path.ChangeExtension(record, ".intoto.json");
        if (provenance is not null)
            Write(statement, provenance);
        var kept = release with { Folder = stored, Provenance = provenance is null ? release.Provenance : statement };
        Write(record, JsonSerializer.SerializeToUtf8Bytes(kept, JournalJson.Default.Release));
    }

    /// <summary>The release of a digest, or null when there is no record of it.</summary>
    /// <exception cref="JsonException">The record is damaged.</exception>
    public Release? Find(string digest) =>
        PathOf(digest) is var record && File.Exists(record) ? JsonSerializer.Deserialize(File.ReadAllBytes(record), JournalJson.Default.Release) : null;

    /// <summary>Removes the records of releases that are not stored any more.</summary>
    public void Prune(ReleaseStore store)
    {
        if (!Directory.Exists(Folder))
            return;

        foreach (var file in Directory.EnumerateFiles(Folder).ToImmutableArray().Where(file => !store.Has(Path.GetFileName(file).Split('.')[0])))
            File.Delete(file);
    }

    private string PathOf(string digest) => Path.Combine(Folder, digest.Replace("sha256:", "", StringComparison.Ordinal) + ".json");

    // Written beside its place first: a kill or a full disk leaves no half of one.
    private static void Write(string path, byte[] content)
    {
        File.WriteAllBytes(path + ".new", content);
        File.Move(path + ".new", path, overwrite: true);
    }
}
