namespace Pipeline.Sdk.Generation.Files;

/// <summary>How a generated file and the one on disk compare.</summary>
internal enum FileState
{
    /// <summary>The same text.</summary>
    Same,

    /// <summary>Nothing is on disk.</summary>
    Missing,

    /// <summary>An earlier generation is on disk, unedited.</summary>
    Stale,

    /// <summary>What is on disk was edited by hand, or another program made it.</summary>
    Edited,

    /// <summary>What is on disk was generated, and is not any more.</summary>
    Orphaned,
}
