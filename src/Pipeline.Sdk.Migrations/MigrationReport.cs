using System.Collections.Immutable;

namespace Pipeline.Sdk.Migrations;

/// <summary>What a migration did. It survives as JSON, because it is the output of a target.</summary>
public sealed record MigrationReport
{
    /// <summary>The database, as its adapter names it: for SQLite the path.</summary>
    public required string Database { get; init; }

    /// <summary>The version of the newest applied script; 0 when there is none.</summary>
    public required long SchemaVersion { get; init; }

    /// <summary>What this run applied, in order; empty when the database was up to date.</summary>
    public required ImmutableArray<AppliedMigration> Applied { get; init; }

    /// <summary>How many scripts had been applied before.</summary>
    public required int AlreadyApplied { get; init; }

    /// <summary>The files of contract steps that wait for a later run.</summary>
    public ImmutableArray<string> Waiting { get; init; } = [];

    /// <summary>What a way back undid, from the newest version on.</summary>
    public ImmutableArray<AppliedMigration> Reverted { get; init; } = [];

    /// <summary>The backup that was taken before a destructive script; null when none was needed.</summary>
    public string? Backup { get; init; }
}
