namespace Pipeline.Sdk.Testing;

/// <summary>Where a pipeline under test believes to run.</summary>
public enum TestedHost
{
    /// <summary>A person's machine; the default.</summary>
    Workstation,

    /// <summary>A hosted runner of GitHub Actions.</summary>
    GitHubActions,

    /// <summary>A hosted agent of Azure Pipelines.</summary>
    AzurePipelines,
}
