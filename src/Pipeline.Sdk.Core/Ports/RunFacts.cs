namespace Pipeline.Sdk;

/// <summary>What is true of a whole run.</summary>
public sealed record RunFacts
{
    /// <summary>Unique id, sortable by time: <c>20261123-031500-4f2a</c>.</summary>
    public required string Id { get; init; }

    /// <summary>When the run began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Who runs it: the CI system's actor, else the login name.</summary>
    public required string Actor { get; init; }

    /// <summary>The commit of the checkout, 40 hexadecimal digits, or null outside of a repository.</summary>
    public string? Commit { get; init; }

    /// <summary>The name of the machine.</summary>
    public required string Machine { get; init; }

    /// <summary>The CI system's name, or null on a person's machine.</summary>
    public string? Ci { get; init; }

    /// <summary>The branch that is built, without <c>refs/heads/</c>; that of a pull request is its source. Null when it is not known.</summary>
    public string? Branch { get; init; }

    /// <summary>The tag that is built, without <c>refs/tags/</c>; null when the CI system builds none, and on a person's machine.</summary>
    public string? Tag { get; init; }

    /// <summary>Whether the CI system builds a pull or merge request.</summary>
    public bool IsPullRequest { get; init; }

    /// <summary>Whether the CI system made this machine for the job: it remembers nothing of earlier ones.</summary>
    public bool IsHosted { get; init; }

    /// <summary>The page of the run in the CI system, or null.</summary>
    public string? RunUrl { get; init; }

    /// <summary>Whether a person can be asked: standard input and output are a terminal.</summary>
    public required bool IsInteractive { get; init; }
}
