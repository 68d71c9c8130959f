namespace Pipeline.Sdk;

/// <summary>What a CI system's own token may be used for. The names are those of GitHub's <c>permissions</c>.</summary>
public enum TokenScope
{
    /// <summary>The repository: files, tags, releases.</summary>
    Contents,

    /// <summary>Packages of the repository's owner.</summary>
    Packages,

    /// <summary>Records of deployments.</summary>
    Deployments,

    /// <summary>Check runs on a commit.</summary>
    Checks,

    /// <summary>Statuses of a commit.</summary>
    Statuses,

    /// <summary>Attestations of what was built.</summary>
    Attestations,

    /// <summary>Issues.</summary>
    Issues,

    /// <summary>Pull requests.</summary>
    PullRequests,

    /// <summary>Findings of security scans.</summary>
    SecurityEvents,

    /// <summary>A signed statement of who runs, for other systems to trust (OpenID Connect).</summary>
    IdToken,
}
