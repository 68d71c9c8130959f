namespace Pipeline.Sdk;

/// <summary>A deployment or rollback that has ended.</summary>
public sealed record DeploymentRecord
{
    /// <summary>The service.</summary>
    public required string Service { get; init; }

    /// <summary>The release's version.</summary>
    public required string Version { get; init; }

    /// <summary>The release's digest.</summary>
    public required string Digest { get; init; }

    /// <summary>The commit of the run, or null outside of a repository.</summary>
    public string? Commit { get; init; }

    /// <summary>Who did it.</summary>
    public required string Actor { get; init; }

    /// <summary>When it ended.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Whether its release went live.</summary>
    public required bool Succeeded { get; init; }

    /// <summary>Whether it went back to an earlier release.</summary>
    public required bool IsRollback { get; init; }
}
