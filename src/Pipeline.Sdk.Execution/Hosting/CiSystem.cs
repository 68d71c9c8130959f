namespace Pipeline.Sdk.Execution;

/// <summary>The CI systems whose logs have commands or whose variables are known.</summary>
internal enum CiSystem
{
    /// <summary>A person's machine.</summary>
    None,

    /// <summary>A CI system that only sets <c>CI</c>.</summary>
    Other,

    GitHubActions,

    AzurePipelines,

    GitLab,

    TeamCity,

    Jenkins,

    Buildkite,

    AppVeyor,
}
