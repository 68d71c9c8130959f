namespace Pipeline.Sdk;

/// <summary>Rules of safety that a workflow may break when somebody writes down why.</summary>
public enum WorkflowRule
{
    /// <summary>PIPE0333: a job that runs for pull requests reads no secret.</summary>
    NoSecretsOnPullRequests,

    /// <summary>PIPE0334: a container's image is named by its digest.</summary>
    PinnedImages,

    /// <summary>PIPE0335: a job that packages, deploys or releases takes no results from a cache.</summary>
    NoResultCacheInReleases,

    /// <summary>PIPE0336: a job that runs for pull requests has no right to write.</summary>
    NoWriteTokenOnPullRequests,

    /// <summary>PIPE0337: what a release workflow packages is attested.</summary>
    AttestedPackages,
}
