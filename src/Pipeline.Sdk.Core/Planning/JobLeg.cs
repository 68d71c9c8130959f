namespace Pipeline.Sdk.Planning;

/// <summary>One run of a job: on one runner, and of one part of the work when the job is split.</summary>
internal sealed record JobLeg
{
    /// <summary>Unique in the job: <c>ubuntu</c>, <c>ubuntu_2of4</c>.</summary>
    public required string Name { get; init; }

    public required Runner Runner { get; init; }

    /// <summary>The part it does, <c>2/4</c>, or null when the job is not split.</summary>
    public string? Part { get; init; }

    public string GitHubLabel => Runner.GitHubLabel;

    public string AzureImage => Runner.AzureImage;

    public bool IsWindows => Runner.IsWindows;
}
