using System.Collections.Immutable;

namespace Pipeline.Sdk.Migrations;

/// <summary>A migration that will run.</summary>
public sealed record PlannedMigration
{
    /// <summary>The script.</summary>
    public required string File { get; init; }

    /// <summary>What it is for.</summary>
    public required MigrationKind Kind { get; init; }

    /// <summary>Its phase.</summary>
    public required MigrationPhase Phase { get; init; }

    /// <summary>How it runs: <c>in a transaction with …</c>, <c>statement by statement</c>, <c>in ranges of …</c>.</summary>
    public required string How { get; init; }

    /// <summary>How many statements it has; 0 for C#.</summary>
    public required int Statements { get; init; }

    /// <summary>The existing tables that it changes, as big as they are.</summary>
    public required ImmutableArray<TableSize> Tables { get; init; }

    /// <summary>The locks that it will take, as far as its words tell.</summary>
    public required ImmutableArray<string> Locks { get; init; }

    /// <summary>What the lint found.</summary>
    public required ImmutableArray<LintFinding> Findings { get; init; }
}
