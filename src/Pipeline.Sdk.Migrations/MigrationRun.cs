namespace Pipeline.Sdk.Migrations;

/// <summary>On whose behalf migrations are applied; it is written into the database's list.</summary>
public sealed record MigrationRun
{
    /// <summary>The pipeline run; null outside of a pipeline.</summary>
    public string? RunId { get; init; }

    /// <summary>The person or account; null when unknown.</summary>
    public string? AppliedBy { get; init; }

    internal MigrationEvent Event(DateTimeOffset at, string action, string? migration = null, string? checksum = null, string? detail = null) =>
        new() { At = at, Action = action, Migration = migration, Checksum = checksum, Detail = detail, RunId = RunId, By = AppliedBy };
}
