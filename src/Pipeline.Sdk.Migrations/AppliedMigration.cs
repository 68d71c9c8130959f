namespace Pipeline.Sdk.Migrations;

/// <summary>One entry of a database's own list of what was applied to it.</summary>
public sealed record AppliedMigration
{
    /// <summary>The script's version.</summary>
    public required long Version { get; init; }

    /// <summary>The script's name.</summary>
    public required string Name { get; init; }

    /// <summary>SHA-256 of the script's text when it was applied.</summary>
    public required string Checksum { get; init; }

    /// <summary>When the script was applied, in UTC.</summary>
    public required DateTimeOffset AppliedAt { get; init; }

    /// <summary>How long its statements took; stored with a resolution of one millisecond.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>The pipeline run that applied it, when there was one.</summary>
    public string? RunId { get; init; }

    /// <summary>Who applied it, when that was known.</summary>
    public string? AppliedBy { get; init; }
}
