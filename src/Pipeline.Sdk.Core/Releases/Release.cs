using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Pipeline.Sdk;

/// <summary>An immutable set of files with one version and one digest: what is promoted from environment to environment.</summary>
public sealed record Release : IFileBacked
{
    /// <summary>The name, usually the project's.</summary>
    public required string Name { get; init; }

    /// <summary>The version.</summary>
    public required SemanticVersion Version { get; init; }

    /// <summary>The digest over version and files, see <see cref="ReleaseManifest"/>.</summary>
    public required string Digest { get; init; }

    /// <summary>The folder that holds the files, relative to the repository's root, parts separated by <c>/</c>.</summary>
    public required string Folder { get; init; }

    /// <summary>The program to start, relative to the folder.</summary>
    public required string EntryPoint { get; init; }

    /// <summary>The files, in ordinal order of their paths.</summary>
    public required ImmutableArray<ReleaseFile> Files { get; init; }

    /// <summary>The commit it was made from, or null outside of a repository.</summary>
    public string? Commit { get; init; }

    /// <summary>
    /// The schemas that it was built for, one for each database: a deployment on an older schema is refused. A service with a schema fills it when the release is made; a target that names a
    /// database itself is not overruled.
    /// </summary>
    public ImmutableArray<SchemaNeed> Schemas { get; init; } = [];

    /// <summary>Where its bill of materials is: a path in its folder, or an address; null when there is none.</summary>
    public string? Sbom { get; init; }

    /// <summary>
    /// Where the attestation of its making is: an address, or with <see cref="ProvenanceDigest"/> a file, relative to the repository's root. A deployment fills it for targets that leave it null.
    /// </summary>
    public string? Provenance { get; init; }

    /// <summary>The digest of the file that <see cref="Provenance"/> names, <c>sha256:</c> and 64 hexadecimal digits: a changed one is refused. Null for an address.</summary>
    public string? ProvenanceDigest { get; init; }

    /// <summary>The schema version of a database that it was built for; 0 when that is not known.</summary>
    /// <param name="database">The database's name.</param>
    public long NeedsSchema(string database) => Schemas.IsDefaultOrEmpty ? 0 : Schemas.FirstOrDefault(need => need.Database == database)?.Version ?? 0;

    /// <inheritdoc/>
    [JsonIgnore]
    public ImmutableArray<string> Paths => Provenance is { } file && ProvenanceDigest is not null ? [Folder, file] : [Folder];
}
