namespace Pipeline.Sdk.Migrations;

/// <summary>On whose behalf migrations are applied; it is written into the database's list.</summary>
public sealed record MigrationRun
{
    /// <summary>The pipeline run; null outside of a pipeline.</summary>
    public string? RunId { get; init; }

    /// <summary>The person or account; null when unknown.</summary>
    public string? AppliedBy { get; init; }
}
