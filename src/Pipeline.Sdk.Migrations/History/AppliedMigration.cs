namespace Pipeline.Sdk.Migrations;

/// <summary>One entry of a database's own list of what was applied to it.</summary>
public sealed record AppliedMigration
{
    /// <summary>The script's version; 0 for repeatable scripts and seeds.</summary>
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

    /// <summary>What the script is for.</summary>
    public MigrationKind Kind { get; init; }

    /// <summary>The script's phase.</summary>
    public MigrationPhase Phase { get; init; } = MigrationPhase.Migrate;

    /// <summary>The earliest release that the script declares to run on the schema after it; null when it declares none.</summary>
    public string? CompatibleFrom { get; init; }

    /// <summary>How the entry came to be: <c>applied</c>, <c>baseline</c> or <c>adopted</c> (both without running anything), <c>scripted</c> (by a DBA).</summary>
    public string How { get; init; } = AppliedHow.Applied;

    /// <summary>How far a script without a transaction, or a batched one, has come; null when it is done.</summary>
    public string? Progress { get; init; }

    internal string Id => Kind switch
    {
        MigrationKind.Repeatable => "R:" + Name,
        MigrationKind.Seed => "S:" + Name,
        _ => "V" + Version.ToString(System.Globalization.CultureInfo.InvariantCulture),
    };

    internal static AppliedMigration Of(MigrationScript script, MigrationRun run, DateTimeOffset at, TimeSpan duration, string how = AppliedHow.Applied) => new()
    {
        Version = script.Version,
        Name = script.Name,
        Checksum = script.Checksum,
        AppliedAt = at,
        Duration = duration,
        RunId = run.RunId,
        AppliedBy = run.AppliedBy,
        Kind = script.Kind == MigrationKind.Baseline ? MigrationKind.Versioned : script.Kind,
        Phase = script.Phase,
        CompatibleFrom = script.Directives.CompatibleFrom?.ToString(),
        How = how,
    };
}
