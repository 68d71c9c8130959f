namespace Pipeline.Sdk.Tool.Repositories;

/// <summary>What became of a repository's generated files.</summary>
internal enum RepositoryState
{
    /// <summary>They are what the definition gives.</summary>
    UpToDate,

    /// <summary>Its pipeline has none.</summary>
    NoWorkflows,

    /// <summary>At least one was written.</summary>
    Written,

    /// <summary>At least one is not what the definition gives; only a check says so.</summary>
    Stale,

    /// <summary>The build failed for another reason.</summary>
    Failed,
}
