using System.Collections.Immutable;

namespace Pipeline.Sdk.Execution.Results;

/// <summary>
/// What one target produced, addressed by content: the same for the cache, for a resumed run and for the hand-off between CI jobs. The contents of its
/// files lie beside it under their digests.
/// </summary>
internal sealed record StoredResult
{
    public required string Target { get; init; }

    /// <summary>What it rests on, as one digest; null for a target that declares no inputs.</summary>
    public string? Key { get; init; }

    /// <summary>The run that made it.</summary>
    public required string Run { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>How long it took to make.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>The digest of its output as JSON, or null when it has none.</summary>
    public string? Output { get; init; }

    /// <summary>The digest of its log, or null when it wrote none.</summary>
    public string? Log { get; init; }

    /// <summary>Its files, in ordinal order of their paths.</summary>
    public ImmutableArray<StoredFile> Files { get; init; } = [];

    /// <summary>Every content that it rests on.</summary>
    public IEnumerable<string> Blobs()
    {
        if (Output is { } output)
            yield return output;
        if (Log is { } log)
            yield return log;
        foreach (var file in Files)
        {
            if (file.LinkTarget is null)
                yield return file.Digest;
        }
    }
}
