namespace Pipeline.Sdk.Execution;

/// <summary>Where a run takes place, read from the variables that the system documents. What a system does not tell is null.</summary>
internal sealed record CiHost
{
    public CiSystem System { get; init; }

    /// <summary>The system's name for people, or null on a person's machine.</summary>
    public string? Name { get; init; }

    /// <summary>Who started it.</summary>
    public string? Actor { get; init; }

    /// <summary>The branch that is built, without <c>refs/heads/</c>; that of a pull request is its source.</summary>
    public string? Branch { get; init; }

    /// <summary>The tag that is built, without <c>refs/tags/</c>.</summary>
    public string? Tag { get; init; }

    public bool IsPullRequest { get; init; }

    /// <summary>Whether the machine was made for the job.</summary>
    public bool IsHosted { get; init; }

    /// <summary>The page of the run.</summary>
    public string? RunUrl { get; init; }
}
