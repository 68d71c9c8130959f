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

    /// <summary>The newest schema version that it was built for: a deployment on an older schema is refused. 0, the default, when that is not known.</summary>
    public long NeedsSchema { get; init; }

    /// <summary>Where its bill of materials is: a path in its folder, or an address; null when there is none.</summary>
    public string? Sbom { get; init; }

    /// <summary>Where the attestation of its making is: a path in its folder, or an address; null when there is none.</summary>
    public string? Provenance { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public ImmutableArray<string> Paths => [Folder];
}
