namespace Pipeline.Sdk;

/// <summary>What a condition that is decided in the plan may know. Parameters are read by <c>OnlyWhen(parameter, …)</c>.</summary>
public sealed record PlanContext
{
    /// <summary>The environment that <c>--env</c> names, or null.</summary>
    public DeploymentEnvironment? Environment { get; init; }

    /// <summary>The CI system's name, or null on a person's machine.</summary>
    public string? Ci { get; init; }

    /// <summary>The branch that is checked out or that the CI system builds, or null when there is none.</summary>
    public string? Branch { get; init; }

    /// <summary>The commit of the checkout, 40 hexadecimal digits, or null outside of a repository.</summary>
    public string? Commit { get; init; }

    /// <summary>Whether the CI system builds a pull request.</summary>
    public bool IsPullRequest { get; init; }

    /// <summary>Whether a person can be asked.</summary>
    public bool IsInteractive { get; init; }
}
